package dashboard

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// token is a colour of the stylesheet in both schemes.
var token = regexp.MustCompile(`--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)`)

// luminance is that of WCAG 2.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	channel := func(from int) float64 {
		n, err := strconv.ParseUint(colour[from:from+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		if c := float64(n) / 255; c > 0.04045 {
			return math.Pow((c+0.055)/1.055, 2.4)
		}
		return float64(n) / 255 / 12.92
	}
	return 0.2126*channel(1) + 0.7152*channel(3) + 0.0722*channel(5)
}

// contrast is between 1 and 21.
func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Text has a contrast of 4.5 on every ground, and what is drawn one of 3: level AA of WCAG 2.2.
func TestColoursHaveContrast(t *testing.T) {
	css, err := os.ReadFile("assets/src/style/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	colours := map[string][]string{}
	for _, m := range token.FindAllStringSubmatch(string(css), -1) {
		colours[m[1]] = m[2:]
	}
	for name, least := range map[string]float64{"ink": 7, "ink-2": 4.5, "ink-3": 4.5, "accent": 4.5, "warn": 4.5, "bad": 4.5} {
		if colours[name] == nil {
			t.Errorf("there is no colour %s", name)
			continue
		}
		for scheme, word := range []string{"light", "dark"} {
			for _, ground := range []string{"paper", "raised"} {
				if c := contrast(t, colours[name][scheme], colours[ground][scheme]); c < least {
					t.Errorf("%s: %s on %s has a contrast of %.2f, want %v", word, name, ground, c, least)
				}
			}
		}
	}
}
