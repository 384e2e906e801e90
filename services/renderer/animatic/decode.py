"""placeholder"""


def decode(latents, num_frames):
    raise NotImplementedError
