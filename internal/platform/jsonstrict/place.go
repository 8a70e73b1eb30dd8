package jsonstrict

// places are where the members of an object stand, by their keys. Only objects with
// many members have them: the others are looked through, a map is larger than they are.
// Without, whoever asks or sets every member of an object would take time by the square
// of their number. They are made with the members, so that reading changes nothing and
// many may read at once.
type places map[string]int

// fewMembers is how many members are looked through one by one.
const fewMembers = 32

// placesOf gives the places of many members; nil of few. Of keys that stand twice the
// first counts.
func placesOf(members []Member) places {
	if len(members) <= fewMembers {
		return nil
	}
	made := make(places, len(members))
	for at, member := range members {
		if _, there := made[member.Key]; !there {
			made[member.Key] = at
		}
	}
	return made
}

// put refuses keys that stand twice, and those that reach an object's prototype when
// JavaScript copies them. The value is nil until it is read.
func (v *Value) put(key string) (refusal string) {
	if v.index(key) >= 0 {
		return "the key stands twice in its object"
	}
	if key == "__proto__" || key == "constructor" || key == "prototype" {
		return "this key is not allowed"
	}
	v.add(Member{Key: key})
	return ""
}
