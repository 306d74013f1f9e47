"""A fault told by its kind and place. Its own words could repeat what somebody wrote."""


def summary(error: BaseException) -> str:
    """An error's kind and place, without its words."""
    return f"{type(error).__name__} at {(place(error) or ['?'])[-1]}"


def place(error: BaseException) -> list[str]:
    """The last few frames: file, line, function. No values."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames[-6:]
