"""Lines that are furniture wherever they stand, and sentences that only begin like them."""

# ruff: noqa: RUF001 - lines in many scripts

import pytest

from pipelines.extraction.boilerplate import is_furniture


@pytest.mark.parametrize(
    "line",
    [
        "View all comments",
        "No comments yet",
        "Keine Kommentare",
        "Sin comentarios",
        "Last modified:",
        "Schon gelesen?",
        "Le puede interesar",
        "También le puede interesar: El puerto abre de noche",
        "Mehr Themen:",
        "Das Thema könnte dich auch interessieren:",
        "Crédits photos : Agence du Port",
        "Photo credits: Harbour Office",
        "Listen to this article",
        "Listen to this episode",
        "Related articles",
        "La suite après la publicité",
        "Continua depois da publicidade",
        "Tekst gaat verder onder de foto",
        "Artikeln fortsätter under annonsen",
        "Saken fortsetter under bildet.",
        "Artiklen fortsætter efter annoncen",
        "Juttu jatkuu mainoksen jälkeen",
        "Dalsza część artykułu pod materiałem wideo",
        "Zur Startseite",
        "Deel dit artikel",
        "Síguenos en Google News y recibe las noticias del puerto.",
        "Ακολουθήστε το Havn στο Google News",
        "Больше новостей — в нашем телеграм-канале",
        "İlgili haber: Çatısız okul",
        "Borítókép: Havn",
        "（完）",
        "看更多相關新聞",
        "【写真】夜明けの港はこちら",
        "CONTINUE READING BELOW",
        "Article continues after this advertisement",
        "Kindly share this story:",
        "WATCH the goat come down",
        "Sign up for the newsletter and never miss a story from the harbour.",
        "This site is protected by a test, and the Privacy Policy and Terms of Service apply to you.",
        "14 views 0 comments",
        "Čtěte také",
        "This story has been updated.",
        "انتهای پیام/",
        "المصدر: المرسى + وكالات",
        "来源：港口新报",
        "Follow The Courier on Google News and never miss a story.",
        "Have a tip about county spending? Write to tips@courier.example.",
        "Our journalism needs your support.",
        "Dieses Thema im Programm: Hafenfunk 1 | Nachrichten | 09:00 Uhr",
    ],
)
def test_a_label_or_pointer_is_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "View all comments by the harbour master with care, the court said.",
        "“Listen,” she said.",
        "Related charges were dropped in March.",
        "Watch officers saw nothing.",
        "Listen to the sea.",
        "The company's privacy policy did not mention the cameras, the court heard.",
        "The newsletter reached 4,000 homes in the county last year.",
        "Губернатор сообщил об этом в своем телеграм-канале во вторник.",
        "Der Text wird im Rat am Montag weiter beraten, bis alle zustimmen.",
        "写真は去年十二月に港で撮影されたもので、船はまだ動いていなかった。",
        "Google News kommer att visa färre rubriker i Sverige, skriver tidningen.",
        "No comments were received from the ministry by the time of going to press.",
        "Keine Kommentare gab es aus dem Ministerium.",
        "Mehr Themen als je zuvor standen auf der Tagesordnung des Rates, und kein Ende war in Sicht.",
        "Last modified in 1962, the breakwater no longer holds back the winter storms.",
    ],
)
def test_a_sentence_that_begins_like_one_is_text(line: str) -> None:
    assert not is_furniture(line)
