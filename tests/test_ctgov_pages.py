"""What pages that print records of ClinicalTrials.gov leave to be told from where it stands."""

from ingest.html import read_html
from ingest.record import Record, Source
from ingest.sites import extract
from ingest.trials.ctgov_labels import arms, interventions

PAGE = """<html><head><title>Kites for Calm - ICH GCP</title></head><body><main>
<h1>Kites for Calm in Adults</h1><p>May 2, 2024 updated by: Example Hospital</p>
<h2>Flying Kites for the Calm of Adults With Palpitations: an Open Study</h2>
<p>This study asks whether flying a kite for an hour a day calms adults who have palpitations at rest.</p>
<h3>Study Overview</h3><dl><dt>Status</dt><dd>Completed</dd><dt>Intervention / Treatment</dt>
<dd><ul><li>Behavioral: Kite</li></ul></dd></dl>
<h2>Contacts and Locations</h2><h3>Study Contact</h3><p>Name: A Person<br>Phone Number: 990 0000</p>
<h3>China</h3><div>Anhui</div><div>Hefei, Anhui, China, 999000</div><div>Example Hospital</div>
<h2>Participation Criteria</h2><h3>Ages Eligible for Study</h3><p>18 Years and older</p>
<h2>Study Plan</h2><table><tr><th>Participant Group / Arm</th><th>Intervention / Treatment</th></tr>
<tr><td>Experimental: Kite<br>Flown daily.</td><td>Behavioral: Kite<br>An hour.</td></tr></table>
<h2>Study Record Dates</h2><h3>Study Registration Dates</h3><p>NCT99007711</p></main></body></html>"""


def record() -> Record:
    return extract(read_html(PAGE, Source("a.html")))


def test_the_summary_is_what_stands_below_the_official_title() -> None:
    assert record().abstract["en"].startswith("This study asks whether flying a kite")


def test_a_country_is_a_heading_above_its_addresses_and_may_stand_below_the_people_to_ask() -> None:
    trial = record().trial
    assert trial is not None
    assert (trial.countries, trial.sites) == (("China",), 1)


def test_treatments_are_named_without_their_type_as_the_registry_itself_gives_them() -> None:
    trial = record().trial
    assert trial is not None
    assert trial.interventions == ("Kite",)


def test_a_treatment_with_its_description_is_the_treatment_named_before() -> None:
    lines = ["Drug: Tea", "Drug: Tea Three cups a day.", "Drug: Teasel", "Behavioral: Kite"]
    assert list(dict.fromkeys(interventions(lines).values())) == ["Tea", "Teasel", "Kite"]
    assert arms(["Experimental: Cups", *lines], interventions(lines)) == ["Cups"]
