"""The form of what stands in a file, known without pydantic: scalars, rules of one record, a quick way to read both.

`model` is built of the same scalars and rules and stays the authority: it defines the fields, from which `table` is
generated, and it alone says what is wrong. What the quick way is not sure of it leaves to the model.
"""
