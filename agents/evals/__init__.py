"""The hotel gym: simulated guests with a goal, in houses made for it, scored by what is booked in the end.

tasks      what a guest wants, of which house, and what has to be true afterwards (YAML, or a hotel's own)
building   a scratch hotel for one trial, and its end; stage sets a task up in it
guest      who plays the guest: by script; played: a model
trial      the conversation, as the flow would lead it
world      everything booked and asked for in a hotel; wanted: as a task wants it; scoring compares them
runner     all tasks of a suite, several times; figures says what came of it
golden     tasks made of real conversations: outcome reads what was done, masking and datewords the words
"""
