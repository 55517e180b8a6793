"""What the records of a year prove of each row of a scoring table (chấm điểm theo hồ sơ).

A pack names the probes (phép thử) of its rows; nothing here knows the rows of any table.
"""
