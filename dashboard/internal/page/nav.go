package page

// The views there are, as they stand in a Place.
const (
	Overview  = ""
	Tree      = "tree"
	Routes    = "routes"
	Runtime   = "runtime"
	Errors    = "errors"
	Monitors  = "monitors"
	Reporters = "reporters"
	About     = "about"
)

// A Tab is an entry of the navigation.
type Tab struct{ View, Name string }

// Tabs are the pages of the dashboard in their order. The page of one series is an overview of that path.
var Tabs = []Tab{
	{Overview, "Overview"},
	{Tree, "Tree"},
	{Routes, "Routes"},
	{Runtime, "Runtime"},
	{Errors, "Errors"},
	{Monitors, "Monitors"},
	{Reporters, "Reporters"},
	{About, "About"},
}

// TabName is what the navigation calls a view, empty if there is none of that name.
func TabName(view string) string {
	for _, t := range Tabs {
		if t.View == view {
			return t.Name
		}
	}
	return ""
}

// to is the place that a tab leads to: the two that show any series keep what they show.
func (t Tab) to(p Place) Place {
	if t.View == Overview || t.View == Tree {
		return p.In(t.View)
	}
	return p.At("").In(t.View)
}

// searched is the view in which the results of a search are shown.
func (p Place) searched() string {
	if p.View == Tree {
		return Tree
	}
	return Overview
}
