"""The addresses of the pages, and who answers where there is none."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("keepknocking.web.urls"))]

handler400 = "keepknocking.server.problems.not_understood"
handler403 = "keepknocking.server.problems.not_allowed"
handler404 = "keepknocking.server.problems.not_found"
handler500 = "keepknocking.server.problems.our_mistake"
