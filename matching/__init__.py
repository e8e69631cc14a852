"""Who fits whom: the recommender."""
