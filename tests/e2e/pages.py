"""The pages that a browser visits, by name."""

PAGES = {
    "start": "/",
    "list": "/organizacje",
    "narrowed list": "/organizacje?q=stowarzyszenie&component=image&order=newest",
    "empty list": "/organizacje?q=xyzzyxyzzy",
    "organisation": "/organizacje/{organisation}",
    "mentor": "/organizacje/{mentor}",
    "partner": "/organizacje/{partner}",
    "one who left": "/organizacje/{left}",
    "peers": "/organizacje/{organisation}/propozycje",
    "mentors": "/organizacje/{organisation}/propozycje?kind=mentor&component=network",
    "partners": "/organizacje/{organisation}/propozycje?kind=partner",
    "no suggestions": "/organizacje/{partner}/propozycje",
    "pair": "/organizacje/{organisation}/propozycje/{other}",
    "excluded pair": "/organizacje/{organisation}/propozycje/{organisation}",
    "trainings": "/szkolenia",
    "no trainings": "/szkolenia?region=18&mode=on_site",
    "about": "/o-programie",
    "guide to the API": "/api",
    "not found": "/nope",
    "refused": "/organizacje?page=0",
}
