"""Which network teaches the shipped one? An encoder with heads for tags, sentences, dependencies and names.

Needs torch and an encoder that `encoders` knows, in training alone.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch  # type: ignore[import-not-found] # of the recipe alone
from torch import nn

from extractors.training.encoders import Shape, encoder_state, read_shape
from extractors.training.pieces import CASES, MARKS, NO_WORD, Pieces, Window

ARC_WIDTH = 400
LABEL_WIDTH = 128
SENTENCE_WIDTH = 256
HEAD_WIDTH = 384
MIXED_LAYERS = 6  # the last ones, whose mean is learned
POSITIONS = 512
FARTHEST = 128  # pieces; beyond it all distances are one class
HIDDEN = -1e4  # the score of what must not be chosen
NAMES = ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW", "LANGUAGE")
TYPES = (*NAMES, "DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY")
BIO = ("O", *(f"{begin}-{kind}" for kind in TYPES for begin in "BI"))
Batch = dict[str, Any]


class PooledDropout(nn.Module):  # type: ignore[misc] # torch is not installed where types are checked
    """Dropout whose masks are slices of one pool: drawing them anew took a tenth of the time."""

    share = 0.1
    size = 1 << 24
    pool: Any = None

    def forward(self, states: Any) -> Any:
        """Return the states with some of them 0 while training."""
        if not self.training:
            return states
        if PooledDropout.pool is None:
            kept = torch.rand(self.size, device=states.device) > self.share
            PooledDropout.pool = kept.to(torch.bfloat16) / (1 - self.share)
        start = int(torch.randint(0, self.size - states.numel(), (1,)))
        return states * PooledDropout.pool[start : start + states.numel()].view(states.shape)


class Layer(nn.Module):  # type: ignore[misc]
    """One layer of the encoder."""

    def __init__(self, shape: Shape) -> None:
        """Make the parts; the weights are read later."""
        super().__init__()
        width = shape.width
        self.count = shape.heads
        self.heads, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.inner, self.outer = nn.Linear(width, shape.inner), nn.Linear(shape.inner, width)
        self.first_norm, self.second_norm = nn.LayerNorm(width, shape.epsilon), nn.LayerNorm(width, shape.epsilon)
        self.drop = PooledDropout()

    def forward(self, states: Any, bias: Any) -> Any:
        """Return the states after attention and the inner layer; `bias` is added to the scores of attention."""
        rows, length, width = states.shape
        parts = self.heads(states).view(rows, length, 3, self.count, width // self.count).permute(2, 0, 3, 1, 4)
        mixed = nn.functional.scaled_dot_product_attention(*parts, attn_mask=bias.to(parts.dtype))
        mixed = mixed.transpose(1, 2).reshape(rows, length, width)
        states = self.first_norm(states + self.drop(self.out(mixed)))
        inner = nn.functional.gelu(self.inner(states))
        return self.second_norm(states + self.drop(self.outer(inner)))


class Encoder(nn.Module):  # type: ignore[misc]
    """An encoder, told the case, marks and space of each word as well; the mean of its last layers, learned."""

    def __init__(self, shape: Shape, pieces: int) -> None:
        """Make the parts; `read` fills them."""
        super().__init__()
        width = shape.width
        self.shape = shape
        self.word, self.position = nn.Embedding(pieces, width), nn.Embedding(POSITIONS, width)
        self.kind, self.norm = nn.Parameter(torch.zeros(width)), nn.LayerNorm(width, shape.epsilon)
        self.distance = nn.Embedding(shape.distances, shape.heads) if shape.distances else None
        self.case, self.marks, self.space = (
            nn.Embedding(CASES, width),
            nn.Embedding(MARKS, width),
            nn.Embedding(2, width),
        )
        for table in (self.case, self.marks, self.space):
            nn.init.normal_(table.weight, std=0.002)
        self.layers, self.drop = nn.ModuleList(Layer(shape) for _ in range(shape.layers)), PooledDropout()
        self.mix = nn.Parameter(torch.tensor([0.0] * (MIXED_LAYERS - 3) + [0.5, 0.5, 1.0]))
        self.word.weight.requires_grad = False

    def read(self, folder: Path) -> None:
        """Fill the layers with the weights of the package."""
        state = {name: torch.tensor(array) for name, array in encoder_state(folder, self.shape).items()}
        self.load_state_dict(state, strict=False)

    def forward(self, batch: Batch) -> Any:
        """Return one state for each piece."""
        numbers = batch["numbers"]
        states = self.word(numbers) + self.position.weight[: numbers.shape[1]] + self.kind
        states = states + self.case(batch["cases"]) + self.marks(batch["marks"]) + self.space(batch["spaces"])
        states, bias = self.drop(self.norm(states)), self._bias(batch)
        kept = []
        for layer in self.layers:
            states = layer(states, bias)
            kept.append(states)
        last = kept[-MIXED_LAYERS:]
        return sum(share * state for share, state in zip(torch.softmax(self.mix, 0), last, strict=True))

    def _bias(self, batch: Batch) -> Any:
        """Return what is added to the scores of attention: nothing may be read of the filling."""
        if self.distance is None:
            return batch["mask"]
        places = torch.arange(batch["numbers"].shape[1], device=batch["numbers"].device)
        classes = distance_classes(places[None, :] - places[:, None], self.shape.distances)
        return batch["mask"] + self.distance(classes).permute(2, 0, 1)[None]


def distance_classes(distances: Any, classes: int) -> Any:
    """Return the class of each distance: half of them for either side, near ones alone, far ones in growing steps.

    The classes of T5's relative attention (Raffel et al., JMLR 2020), as MPNet has them.
    """
    side = classes // 2
    alone = side // 2
    steps = distances.abs()
    far = torch.log(steps.clamp(min=1).float() / alone) / math.log(FARTHEST / alone) * (side - alone)
    found = torch.where(steps < alone, steps, (alone + far.long()).clamp(max=side - 1))
    return found + (distances > 0).long() * side


class Teacher(nn.Module):  # type: ignore[misc]
    """The encoder and its heads: tags, names, sentence starts, and biaffine dependencies."""

    def __init__(self, tags: Sequence[str], deps: Sequence[str], encoder: Path, pieces: int) -> None:
        """Make the heads for the labels given, on an encoder read from its folder."""
        super().__init__()
        self.tags, self.deps, self.encoder = list(tags), list(deps), Encoder(read_shape(encoder), pieces)
        self.encoder.read(encoder)
        width = self.encoder.shape.width
        self.tag, self.name = _head(width, len(tags)), _head(width, len(BIO))
        self.start = nn.Sequential(
            nn.Dropout(0.2), nn.Linear(2 * width, SENTENCE_WIDTH), nn.GELU(), nn.Linear(SENTENCE_WIDTH, 1)
        )
        self.arc_token, self.arc_head = _view(width, ARC_WIDTH), _view(width, ARC_WIDTH)
        self.label_token, self.label_head = _view(width, LABEL_WIDTH), _view(width, LABEL_WIDTH)
        self.root = nn.Parameter(torch.zeros(width).normal_(std=0.5))
        self.arcs = nn.Parameter(torch.zeros(ARC_WIDTH + 1, ARC_WIDTH).normal_(std=0.02))
        self.labels = nn.Parameter(torch.zeros(len(deps), LABEL_WIDTH + 1, LABEL_WIDTH + 1).normal_(std=0.02))

    def forward(self, batch: Batch) -> dict[str, Any]:
        """Return the scores of tags, names, starts and arcs for each word, and the views that labels are read from."""
        words = self._words(batch)
        rows, length, width = words.shape
        before = torch.cat([words.new_zeros(rows, 1, width), words[:, :-1]], 1)
        heads = torch.cat([self.root.expand(rows, 1, width), words], 1)
        tokens = torch.cat([self.arc_token(words), words.new_ones(rows, length, 1)], -1)
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
        width = states.shape[-1]
        flat = states.new_zeros(rows * length + 1, width)  # the last row takes what belongs to no word
        flat = flat.index_add(0, batch["places"].reshape(-1), states.reshape(-1, width))
        return flat[:-1].view(rows, length, width) / batch["piece_counts"].clamp(min=1).unsqueeze(-1)

    def label_scores(self, tokens: Any, heads: Any) -> Any:
        """Return the scores of the labels of pairs of views, one row a pair."""
        one = tokens.new_ones(len(tokens), 1)
        tokens, heads = torch.cat([tokens, one], -1), torch.cat([heads, one], -1)
        width = LABEL_WIDTH + 1
        mixed = (tokens @ self.labels.permute(1, 0, 2).reshape(width, -1)).view(len(tokens), -1, width)
        return torch.bmm(mixed, heads.unsqueeze(-1)).squeeze(-1)


class Teachers(nn.Module):  # type: ignore[misc]
    """Several teachers that answer as one: the logarithms of their mean probabilities."""

    def __init__(self, members: Sequence[Teacher]) -> None:
        """Take teachers of the same labels."""
        super().__init__()
        self.members = nn.ModuleList(members)
        self.tags, self.deps = members[0].tags, members[0].deps

    def forward(self, batch: Batch) -> dict[str, Any]:
        """Return what one teacher returns; the views of the members stand side by side."""
        answers = [member(batch) for member in self.members]
        joined = {name: _mean_log(answers, name) for name in ("tag", "name", "arc")}
        start = torch.stack([torch.sigmoid(answer["start"]) for answer in answers]).mean(0)
        views = {name: torch.cat([answer[name] for answer in answers], -1) for name in ("label_token", "label_head")}
        return {**joined, "start": torch.logit(start, eps=1e-6), **views}

    def label_scores(self, tokens: Any, heads: Any) -> Any:
        """Return the scores of the labels of pairs of views, one row a pair."""
        parts = zip(self.members, tokens.split(LABEL_WIDTH, -1), heads.split(LABEL_WIDTH, -1), strict=True)
        shares = [torch.softmax(member.label_scores(token, head), -1) for member, token, head in parts]
        return torch.stack(shares).mean(0).log()


def _mean_log(answers: Sequence[dict[str, Any]], name: str) -> Any:
    return torch.stack([torch.softmax(answer[name], -1) for answer in answers]).mean(0).clamp(min=1e-7).log()


def _head(width: int, labels: int) -> Any:
    return nn.Sequential(
        nn.Dropout(0.2), nn.Linear(width, HEAD_WIDTH), nn.GELU(), nn.Dropout(0.2), nn.Linear(HEAD_WIDTH, labels)
    )


def _view(width: int, size: int) -> Any:
    return nn.Sequential(nn.Dropout(0.2), nn.Linear(width, size), nn.GELU(), nn.Dropout(0.33))


def collate(windows: Sequence[Window], pieces: Pieces, device: str) -> Batch:
    """Return the tensors of some windows, filled up to one length, on a device."""
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
    return {name: tensor.to(device) for name, tensor in batch.items()}
