import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.encoder import BUNDLED, GPU_BATCH, TransformerEncoder, encode_spans, is_contextual, load_encoder, unit_rows
from align.features import Vocabulary
from align.model import LARGEST, Model, load, pack, quantise, save, unpack
from bench.retrieval import retrieval
from bicorpus import InputError, UsageError

TEXTS = [
    "Blood pressure fell by 12.5% in the treated group.",
    "治疗组血压下降了12.5%。",
    "We recruited 1,200 patients with chronic kidney disease.",
    "我们招募了1200名慢性肾脏病患者。",
    "The vaccine was well tolerated by older adults.",
    "老年人对该疫苗的耐受性良好。",
]
RETRIEVAL = 0.955
"""Mean of both directions that a new bundled model must not fall below; 0.97 at most, since 13 rows are mislabelled."""


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


@pytest.fixture
def tiny(tmp_path):
    vocabulary = Vocabulary(["blood", "血", "#5"])
    vectors = np.random.default_rng(0).standard_normal((vocabulary.size, 8), dtype=np.float32)
    save(Model(vocabulary, *quantise(vectors)), tmp_path / "tiny")
    return tmp_path / "tiny"


def test_a_sentence_is_nearest_to_its_translation(encoder):
    cosines = encoder.encode(TEXTS[::2]) @ encoder.encode(TEXTS[1::2]).T
    assert cosines.argmax(axis=0).tolist() == cosines.argmax(axis=1).tolist() == [0, 1, 2]


def test_rows_are_unit_or_zero(encoder):
    vectors = encoder.encode([*TEXTS, "", " \n", "。、!"])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1] * len(TEXTS) + [0] * 3, atol=1e-6)


def test_no_texts_give_no_rows(encoder):
    assert encoder.encode([]).shape == (0, encoder.encode(["x"]).shape[1])


def test_a_vector_does_not_depend_on_the_other_texts(encoder):
    many = encoder.encode(TEXTS * 500)
    np.testing.assert_array_equal(many[-len(TEXTS) :], encoder.encode(TEXTS))


def test_an_encoder_can_be_sent_to_another_process(encoder):
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(encoder)).encode(TEXTS), encoder.encode(TEXTS))


@given(st.lists(st.text(alphabet="高血压 a5.$\ud800\U0001f600")))
def test_any_text_is_encoded(texts):
    vectors = load_encoder().encode(texts)
    assert vectors.shape[0] == len(texts)
    assert np.isfinite(vectors).all()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_sentence_transformers_gives_the_same_vectors(encoder):
    from sentence_transformers import SentenceTransformer

    transformer = SentenceTransformer(str(BUNDLED), trust_remote_code=True, device="cpu")
    np.testing.assert_allclose(transformer.encode([*TEXTS, ""]), encoder.encode([*TEXTS, ""]), atol=1e-5)


def static_model(folder, **options):
    """Save a model that looks up the vector of each word."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = ("[UNK]", "blood", "血", "query", "passage", "Instruct", "parallel")
    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    module = StaticEmbedding(tokenizer, embedding_weights=np.eye(len(words), 8, dtype=np.float32))
    SentenceTransformer(modules=[module], device="cpu", **options).save(str(folder))
    return str(folder)


@pytest.fixture(scope="module")
def transformer(tmp_path_factory):
    """The folder of a very small model that reads words in their context."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = str(tmp_path_factory.mktemp("transformer"))
    words = ("[PAD]", "[UNK]", "blood", "fell", "血", "降")
    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]").save_pretrained(folder)
    size = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2}
    BertModel(BertConfig(vocab_size=len(words), **size)).save_pretrained(folder)
    return folder


def test_any_model_of_sentence_transformers_serves(tmp_path):
    vectors = load_encoder(static_model(tmp_path)).encode(["blood", "", "血"])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1], atol=1e-6)


def test_a_transformer_serves_whatever_the_texts(transformer):
    encoder = load_encoder(transformer)
    vectors = encoder.encode(["blood fell", "", "血降", "\ud800 lone", "🙂", "blood " * 5000])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1, 1, 1, 1], atol=1e-5)
    assert encoder.encode([]).shape == (0, 8)


def test_only_an_encoder_that_reads_context_wants_joined_sentences(transformer, tmp_path, encoder):
    assert is_contextual(load_encoder(transformer))
    assert not is_contextual(load_encoder(static_model(tmp_path)))
    assert not is_contextual(encoder)


def test_sentences_that_a_transformer_reads_together_are_no_sum(transformer):
    encoder = load_encoder(transformer)
    spans = encode_spans(encoder, ["blood", "fell"], " ", 3)
    np.testing.assert_allclose(spans[0, 1:], encoder.encode(["blood", "fell"]), atol=1e-6)
    np.testing.assert_allclose(spans[1, 2], encoder.encode(["blood fell"])[0], atol=1e-6)
    assert not spans[0, 0].any()
    assert not spans[1, :2].any()
    assert not spans[2].any()


@pytest.mark.parametrize(
    ("name", "options", "prompt", "expected"),
    [
        ("plain", {}, None, "blood"),
        ("multilingual-e5-tiny", {}, None, "query: blood"),
        ("multilingual-E5-tiny-instruct", {}, None, "Instruct: Retrieve parallel sentences.\nQuery: blood"),
        ("multilingual-e5-tiny", {}, "", "blood"),
        ("plain", {}, "passage: ", "passage: blood"),
        ("plain", {"prompts": {"query": "query: ", "STS": "parallel: "}}, None, "parallel: blood"),
        ("plain", {"prompts": {"query": "query: "}}, None, "blood"),
        ("plain", {"prompts": {"all": "passage: "}, "default_prompt_name": "all"}, None, "passage: blood"),
        ("ape5x", {}, None, "blood"),
    ],
)
def test_texts_are_read_after_the_prompt_that_the_model_wants(tmp_path, name, options, prompt, expected):
    wanted = load_encoder(static_model(tmp_path / "without"), prompt="").encode([expected])
    found = load_encoder(static_model(tmp_path / name, **options), prompt=prompt).encode(["blood"])
    np.testing.assert_allclose(found, wanted, atol=1e-6)


def test_the_bundled_model_reads_no_prompt():
    assert load_encoder(prompt="") is load_encoder()
    with pytest.raises(UsageError, match=r"bundled.*'query: '"):
        load_encoder(prompt="query: ")


class OnGpu:
    """Stands for a model on a GPU; half precision is too little for it if it overflows."""

    device = type("Device", (), {"type": "cuda"})

    def __init__(self, *, overflows: bool):
        self.overflows, self.precision, self.batch = overflows, "float", 0

    def half(self):
        self.precision = "half"

    def float(self):
        self.precision = "float"

    def encode(self, texts, *, batch_size, **_):
        self.batch = batch_size
        value = np.inf if self.overflows and self.precision == "half" else 1.0
        return np.full((len(texts), 2), value, dtype=np.float16 if self.precision == "half" else np.float32)


@pytest.mark.parametrize(("overflows", "precision"), [(False, "half"), (True, "float")])
def test_a_gpu_takes_large_batches_in_half_precision_where_that_is_enough(overflows, precision):
    model = OnGpu(overflows=overflows)
    vectors = TransformerEncoder(model).encode(["blood", "血"])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert (model.precision, model.batch) == (precision, GPU_BATCH)


def test_a_folder_that_is_nowhere_is_told_at_once(tmp_path):
    with pytest.raises(InputError, match=r"nothing: no such folder.*bundled"):
        load_encoder(str(tmp_path / "nothing"))


def test_a_model_that_cannot_be_fetched_is_told_in_one_sentence(monkeypatch):
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(InputError, match=r"nobody/nothing: can't be loaded.*bundled") as error:
        load_encoder("nobody/nothing")
    assert "\n" not in str(error.value)


def test_a_hub_out_of_reach_is_asked_once(monkeypatch):
    from huggingface_hub import HfApi

    asked = []

    def unreachable(_, name, **__):
        asked.append(name)
        raise OSError("no route")

    monkeypatch.setattr(HfApi, "model_info", unreachable)
    with pytest.raises(InputError, match=r"nobody/nothing: can't be loaded.*bundled"):
        load_encoder("nobody/nothing")
    assert asked == ["nobody/nothing"]


def test_saving_and_loading_keeps_every_vector(tiny, tmp_path):
    model = load(tiny)
    save(model, tmp_path / "again")
    for path in tiny.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "vocab.txt"])
def test_a_damaged_model_is_refused_by_name(tiny, name):
    (tiny / name).write_bytes((tiny / name).read_bytes()[:5])
    with pytest.raises(InputError, match="tiny"):
        load_encoder(str(tiny))


def test_a_model_of_another_format_is_refused(tiny):
    (tiny / "config.json").write_text('{"format": "other"}')
    with pytest.raises(InputError, match="other"):
        load_encoder(str(tiny))


def test_a_folder_without_the_vocabulary_is_no_model(tiny):
    (tiny / "vocab.txt").unlink()
    with pytest.raises(InputError):
        load_encoder(str(tiny))


def test_rounding_to_four_bits_keeps_directions_and_zeros():
    vectors = np.random.default_rng(0).standard_normal((50, 512), dtype=np.float32)
    rows, scales = quantise(np.vstack([vectors, np.zeros((1, 512), dtype=np.float32)]))
    restored = rows * scales.astype(np.float32)[:, None]
    cosines = (unit_rows(restored[:50]) * unit_rows(vectors)).sum(axis=1)
    assert cosines.min() > 0.98
    assert np.linalg.norm(restored[:50], axis=1) == pytest.approx(np.linalg.norm(vectors, axis=1), rel=0.03)
    assert not restored[50].any()


def test_rows_are_packed_two_numbers_to_a_byte_and_come_back():
    rows = np.random.default_rng(0).integers(-LARGEST, LARGEST, (9, 16), dtype=np.int8, endpoint=True)
    assert pack(rows).nbytes == rows.nbytes // 2
    assert np.array_equal(unpack(pack(rows)), rows)


def test_translations_of_medline_sentences_are_found(shared, encoder):
    import json

    rows = [json.loads(line) for line in (shared / "align/wmt18_medline.jsonl").read_text("utf-8").splitlines()]
    assert np.mean(retrieval(encoder, [row["en"] for row in rows], [row["zh"] for row in rows])) >= RETRIEVAL
