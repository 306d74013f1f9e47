"""Parts of the training of the reader (`reader_train.py`, `reader_distil.py`)."""
