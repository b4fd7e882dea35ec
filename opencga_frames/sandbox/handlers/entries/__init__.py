"""What any kind of entry of a study answers: searches, infos, counts, rules, and changes."""
