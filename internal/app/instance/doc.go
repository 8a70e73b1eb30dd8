// Package instance is one Dashkeep on its disk and in its database: the data folder with
// its lock, the database of the settings, the secret key that belongs to it, and what is
// refused because one of them was lost.
package instance
