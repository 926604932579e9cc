"""Reading vCards: whatever an address book of the last thirty years wrote, card by card."""
