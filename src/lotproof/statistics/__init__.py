"""Statistics of processes and of measurement: control charts, run rules, capability, gauges.

Pure: floats in, figures out; no record, no clock, no chance. What is stored are the readings and
the frozen parameters; a figure is computed again whenever it is shown. What cannot be answered
raises an `Unanswerable` of `errors`, whose text stands in both languages.

`subgroups`, `individuals`, `attributes`, `weighted`, `hotelling` draw charts, `run_rules` reads
them, `phase_one` cleans the data that limits are frozen from, `run_length` says how often a chart
cries wolf. `capability`, `normality`; `gauge`, `gauge_range`, `linearity` for measuring systems;
`drift`, `change_point`, `forecast`, `sisters` warn early.
"""
