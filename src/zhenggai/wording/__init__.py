"""Official Chinese wording to values and back, as pure functions: no file and no clock is read here."""
