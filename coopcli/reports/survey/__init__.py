"""The report of a survey: its pictures, its workbook and the document that a director reads."""
