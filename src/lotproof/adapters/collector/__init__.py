"""The edge collector: reads machines, keeps what they say, and sends it to a Lotproof server.

What it has read is in its own file before anything else happens; what it sends is cut once into a
batch with a command id that stays. So a cut link, a killed collector or a restarted server neither
loses nor doubles a reading.
"""
