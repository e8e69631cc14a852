"""The sample programme for every test in this folder."""

from tests.web_sample import app, client, ids, own_client, own_ogniwo, sample_folder, shared_ogniwo

__all__ = ["app", "client", "ids", "own_client", "own_ogniwo", "sample_folder", "shared_ogniwo"]
