"""What a reading command needs of each plan, small enough to keep and quick to ask: the answer side of the house.

`gathering` gives the abstracts of a workspace's plans, from the index where it knows them and from the files where it
does not; `questions` answers from them. Whoever reads an answer need not know which of the two it was.
"""
