"""How the block judge's weights are made: gold from aligned texts, columns, training, figures."""
