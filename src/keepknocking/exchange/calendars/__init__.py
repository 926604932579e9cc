"""Reading calendars: iCalendar and its older sister vCalendar, entry by entry."""
