"""The words: how numbers, days and doings are said, the same in the terminal and on the pages."""
