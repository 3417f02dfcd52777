# Short names for ./deck, which installs what is missing.
.PHONY: deck test bench
deck:
	./deck build
test:
	./deck test
bench:
	./deck bench
