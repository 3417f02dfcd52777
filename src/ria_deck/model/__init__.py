"""What a deck is: frozen values that every stage after `resolve` shares and none of them changes."""
