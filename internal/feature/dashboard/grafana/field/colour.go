package field

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

var (
	hexColour = regexp.MustCompile(`^#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$`)
	rgbColour = regexp.MustCompile(`^rgba?\(\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*(?:,\s*([\d.]+)\s*)?\)$`)
)

// hues are Grafana's colours by name, from dark to super light.
func hues() map[string][5]string {
	return map[string][5]string{
		"red":    {"#C4162A", "#E02F44", "#F2495C", "#FF7383", "#FFA6B0"},
		"orange": {"#FA6400", "#FF780A", "#FF9830", "#FFB357", "#FFCB7D"},
		"yellow": {"#E0B400", "#F2CC0C", "#FADE2A", "#FFEE52", "#FFF899"},
		"green":  {"#37872D", "#56A64B", "#73BF69", "#96D98D", "#C8F2C2"},
		"blue":   {"#1F60C4", "#3274D9", "#5794F2", "#8AB8FF", "#C0D8FF"},
		"purple": {"#8F3BB8", "#A352CC", "#B877D9", "#CA95E5", "#DEB6F2"},
	}
}

func plainColours() map[string]string {
	return map[string]string{
		"transparent": "#00000000", "black": "#000000", "white": "#ffffff", "gray": "#808080", "grey": "#808080",
		"brown": "#a52a2a", "pink": "#ffc0cb", "cyan": "#00ffff", "magenta": "#ff00ff", "panel": "#00000000",
		"light-gray": "#d3d3d3", "dark-gray": "#a9a9a9", "navy": "#000080", "teal": "#008080", "lime": "#00ff00",
	}
}

// colourOf writes a colour of Grafana as #rrggbb, or with two more digits for what
// shines through. It is empty for one that can't be said so, such as "text".
func (r *Reader) colourOf(name string) string {
	name = strings.TrimSpace(name)
	if hexColour.MatchString(name) {
		return name
	}
	if match := rgbColour.FindStringSubmatch(name); match != nil {
		return hexOf(match[1:4], match[4])
	}
	shade, hue := 2, name
	for i, prefix := range []string{"dark-", "semi-dark-", "", "light-", "super-light-"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && prefix != "" {
			shade, hue = i, rest
		}
	}
	if shades, known := r.hues[hue]; known {
		return shades[shade]
	}
	return r.plain[name]
}

func hexOf(channels []string, alpha string) string {
	hex := "#"
	for _, channel := range channels {
		number, _ := strconv.ParseFloat(channel, 64)
		hex += fmt.Sprintf("%02x", int(math.Round(min(number, 255))))
	}
	if number, err := strconv.ParseFloat(alpha, 64); err == nil && number < 1 {
		hex += fmt.Sprintf("%02x", int(math.Round(number*255)))
	}
	return hex
}

// Colour gives a colour, and a line for one that is lost.
func (r *Reader) Colour(field, name string) string {
	made := r.colourOf(name)
	if made == "" && name != "" && name != "text" {
		r.Looks(field, "Colour without counterpart", "the default colour in place of "+name)
	}
	return made
}
