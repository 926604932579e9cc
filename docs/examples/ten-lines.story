2026-03-02 event "Chamber breakfast" meetup 2h
2026-03-02 expect "Chamber breakfast": nothing 40, a name 35, an opening 20, an interview 4, an offer 1
2026-03-02 met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"
2026-03-02 met Emil Roth (Oak Bank, clerk) at "Chamber breakfast"
2026-03-03 asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email
2026-03-09 know Dina Moss (Tern Freight, dispatcher) well
2026-03-12 Ana Reyes promised
2026-03-15 Ana Reyes introduced me to Ben Ode
2026-03-16 asked Ben Ode about openings at Brightwater by email
2026-03-18 asked Dina Moss for an introduction to Chen Wu (Brightwater, head of planning) by phone
