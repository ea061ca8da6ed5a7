"""The hotel gym: simulated guests with a goal, in houses made for it, scored by what is booked in the end.

tasks      what a guest wants, of which house, and what has to be true afterwards (YAML, or a hotel's own)
building   a scratch hotel for one trial, and its end
guest      who plays the guest: by script, or a model
trial      the conversation, as the flow would lead it
world      everything booked and asked for in a hotel, to be compared
scoring    what was wanted against what was found
runner     all tasks of a suite, several times; figures says what came of it
"""
