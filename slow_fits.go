package metrics

import "reflect"

// fits reports whether a value is small enough to be written in full, without writing it.
func fits(v any) bool {
	room := maxText
	return take(reflect.ValueOf(v), &room, true)
}

// take subtracts the size of a value and all in it from room and reports whether there was enough. Pointers are
// followed only where fmt follows them, at the top.
func take(v reflect.Value, room *int, top bool) bool {
	if *room--; *room < 0 {
		return false
	}
	switch v.Kind() {
	case reflect.String:
		*room -= v.Len()
	case reflect.Interface:
		return take(v.Elem(), room, top)
	case reflect.Pointer:
		if top {
			return take(v.Elem(), room, false)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if !take(v.Index(i), room, false) {
				return false
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if !take(v.Field(i), room, false) {
				return false
			}
		}
	case reflect.Map:
		for i := v.MapRange(); i.Next(); {
			if !take(i.Key(), room, false) || !take(i.Value(), room, false) {
				return false
			}
		}
	}
	return *room >= 0
}
