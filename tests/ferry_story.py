"""A story of five paragraphs that several tests tell, each in another layout; and one that is not its."""

URL = "https://courier.example/local/2026/03/03/ferry"
TITLE = "Ferry to the outer islands resumes after three months"
TEXT = [
    "The first ferry since December left the harbour at dawn on Tuesday, carrying forty passengers, "
    "two lorries and a piano that had waited on the quay since Christmas.",
    "Engineers had spent the winter replacing the gearbox, which the company said had failed without "
    "warning. Islanders, who had relied on fishing boats, gathered to wave it off.",
    "The skipper, Mara Lind, said that she had slept badly. “One always thinks of the next storm,” she "
    "added, and went back to the bridge to look at the barometer.",
    "On the islands the shops had run out of coffee in the first week and of flour in the third. The "
    "baker of Grey Holm says he learnt more about barley than he had ever wished to know.",
    "The council will meet next week to discuss who pays for the repair, a spokesman said.",
]
OTHER = (
    "A storm in February had blown the roof off the school, and the pupils were taught in the chapel "
    "until the slates came. The head teacher says that the singing has improved."
)
