# today 2026-06-08
# The search of one Sam, who plans transport and would like to be paid for it again: fourteen weeks.
# All people and organizations in it are made up. One fact a line; what Sam thinks about it is a note.

2026-03-02 search for "planner in logistics" goal offer, 8h a week, zone Europe/Dublin
2026-03-02 note: First Monday without Calder & Moss. Woke at six all the same, and planned the breakfast.
2026-03-02 know Caoimhe Ní Laoire (Bramblewick Furniture, buyer) well
2026-03-02 know Tunde Olorunda (Lindqvist Cold Stores, shift lead) well
2026-03-02 know Mateusz Wiśniowski (Tidewater Customs, broker) well
2026-03-02 know Zanele Mthimkhulu (Southwall School, caretaker) well
2026-03-02 know Arjun Mukhopadhyay (Thistledown Pharma, supply director)
2026-03-02 know Aino Kettunranta (Saltgrass Lines, planner)
2026-03-02 know Ayşe Tekinalp (Veldhoek Logistics, planner) slightly
2026-03-03 asked Caoimhe for a conversation by phone
2026-03-03 Caoimhe promised
2026-03-04 event "Spreadsheets Anonymous" meetup 2h
2026-03-04 expect "Spreadsheets Anonymous": nothing 5, a name 25, an opening 35, an interview 25, an offer 10
2026-03-04 house expects "Spreadsheets Anonymous": nothing 58, a name 31, an opening 10, an interview 1, an offer 0 by defaults-2026-11
2026-03-04 met Jomar Bacalso (Petrel Parcels, dispatcher) at "Spreadsheets Anonymous"
2026-03-04 met Priya Raghunandan (Tarn Airfreight, load planner) at "Spreadsheets Anonymous"
2026-03-05 debrief "Spreadsheets Anonymous": nothing, talked to 3
2026-03-05 note: Had ironed a second shirt for the interview afterwards. Two hours about pivot tables, and came home with a cold.
2026-03-05 asked Tunde about openings at Lindqvist Cold Stores by phone
2026-03-06 Tunde promised
2026-03-06 talked with Caoimhe
2026-03-06 note about Caoimhe: Says to write to Arjun, and that a merger is not the end of the world. Wrote down the first.
2026-03-06 Caoimhe knows Arjun well
2026-03-08 effort 150m on "letters"
2026-03-09 asked Mateusz for an introduction to Niamh O'Hanrahan (Fairlead Freight, operations manager) by message
2026-03-10 Mateusz promised
2026-03-11 Tunde told me of "Transport planner" at Lindqvist Cold Stores
2026-03-11 thanked Tunde
2026-03-12 asked Arjun for an introduction at Thistledown Pharma by email through Caoimhe
2026-03-13 asked Jomar for a coffee by message
2026-03-14 applied for "Transport planner" at Lindqvist Cold Stores through Tunde
2026-03-15 Jomar declined
2026-03-15 note about Jomar: Moving house with three children and a parrot. Wished me luck, and I believe it.
2026-03-15 effort 260m on "the Lindqvist application"
2026-03-17 Mateusz introduced me to Niamh O'Hanrahan
2026-03-18 asked Niamh for an introduction to Kwabena Darkwah (Merrow Shipping, vessel planner) by email
2026-03-19 event "Chamber spring mixer" mixer 2h
2026-03-19 expect "Chamber spring mixer": nothing 10, a name 30, an opening 35, an interview 20, an offer 5
2026-03-19 house expects "Chamber spring mixer": nothing 48, a name 37, an opening 13, an interview 2, an offer 0 by defaults-2026-11
2026-03-19 met Rosaria D'Ambrogio (Lantern Street Bank, trade finance) at "Chamber spring mixer"
2026-03-19 met Yusuf al-Najjari (Northlight Brokers, freight broker) at "Chamber spring mixer"
2026-03-19 met Ionuț Dărăban (Kestrel Trailers, workshop manager) at "Chamber spring mixer"
2026-03-20 debrief "Chamber spring mixer": a name, talked to 8
2026-03-20 note: Eight conversations, six of them about the cheese. But Yusuf knows a planner at Tarn.
2026-03-20 asked Yusuf for an introduction to Min-ah Gwak (Tarn Airfreight, network planner) by message
2026-03-20 Ionuț knows Joost van den Akker (Kestrel Trailers, sales) well
2026-03-22 effort 200m on "the mixer"
2026-03-23 Yusuf promised
2026-03-24 opening "Supply planner" at Hollin Breweries
2026-03-24 applied for "Supply planner" at Hollin Breweries
2026-03-24 note: Found it myself, on a card in the launderette. Their page says a person reads every application. It does not say when.
2026-03-26 asked Aino for a referral at Saltgrass Lines by message
2026-03-26 nudged Arjun
2026-03-27 nudged Niamh
2026-03-29 effort 600m
2026-03-30 correction "2026-03-29 effort 600m" -> "2026-03-29 effort 60m"
2026-03-30 note: Sixty minutes, not six hundred. It only felt like it.
2026-03-30 Niamh promised
2026-03-31 interview for "Transport planner" at Lindqvist Cold Stores through Tunde
2026-03-31 met Ingrid Solvang (Lindqvist Cold Stores, head of transport)
2026-03-31 note: They keep the offices at nine degrees, to be fair to the stores. I think it went well; I could not feel my feet.
2026-04-01 met Harpreet Sandhar (Oak & Anchor Insurance, fleet claims)
2026-04-01 asked Harpreet about openings in person
2026-04-01 Harpreet promised
2026-04-01 note about Harpreet: We share a dentist and, today, the waiting room. Promised on the first of April; I asked again, and it was meant.
2026-04-06 Arjun replied
2026-04-06 note about Arjun: Wrote on Easter Monday: good to hear from me, will think about it. No name in it yet, but a picture of a lamb.
2026-04-08 event "Harbour jobs fair" fair 4h
2026-04-08 expect "Harbour jobs fair": nothing 15, a name 35, an opening 35, an interview 12, an offer 3
2026-04-08 house expects "Harbour jobs fair": nothing 50, a name 33, an opening 11, an interview 6, an offer 0 by defaults-2026-11
2026-04-08 met Putri Wulansari (Petrel Parcels, recruiter) at "Harbour jobs fair"
2026-04-08 met Sione Latukolo (Quarrel & Daughters Haulage, fleet planner) at "Harbour jobs fair"
2026-04-08 met Darya Mironchik (Hollin Breweries, personnel) at "Harbour jobs fair"
2026-04-08 Putri told me of "Night scheduler" at Petrel Parcels unasked
2026-04-09 debrief "Harbour jobs fair": an opening, talked to 11
2026-04-09 Niamh introduced me to Kwabena Darkwah
2026-04-09 know Aigerim Bekova (Saltgrass Lines, director of planning) not yet
2026-04-09 asked Aigerim for a conversation by letter, 40m
2026-04-09 note about Aigerim: A real letter. Four drafts, then half a morning to find out what a stamp costs.
2026-04-10 asked Putri for a referral for "Night scheduler" at Petrel Parcels by email
2026-04-10 nudged Yusuf
2026-04-12 effort 320m on "the fair and after"
2026-04-13 asked Kwabena for an introduction to Hinemoa Rangikura (Merrow Shipping, head of planning) by email
2026-04-13 nudged Aino
2026-04-14 event "Early birds' job club" club 90m
2026-04-14 expect "Early birds' job club": nothing 40, a name 40, an opening 15, an interview 4, an offer 1
2026-04-14 house expects "Early birds' job club": nothing 70, a name 23, an opening 6, an interview 1, an offer 0 by defaults-2026-11
2026-04-14 met Grace Mutasa (Harbour Jobs Club, coach) at "Early birds' job club"
2026-04-14 met Xiomara Quispe Roldán at "Early birds' job club"
2026-04-15 debrief "Early birds' job club": nothing, talked to 6
2026-04-15 note: Seven of us and a kettle. Nobody knew of anything, and everybody knew what it is like.
2026-04-15 asked Xiomara for a coffee in person
2026-04-15 Xiomara promised
2026-04-16 rejected for "Transport planner" at Lindqvist Cold Stores
2026-04-16 note about Ingrid: Rang me herself. The other one had planned cold stores for nine years. I would have taken the other one too. Sat in the car a while.
2026-04-17 Putri declined
2026-04-17 talked with Xiomara
2026-04-17 Xiomara knows Sione well
2026-04-19 effort 110m on "letters"
2026-04-20 asked Eleni Papadimou (Gannet Wholesale, depot manager) about openings by email
2026-04-20 Aino declined
2026-04-20 note about Aino: At home with the twins, not sleeping, and would like no letters about work until autumn. Quite right. I had not known about the twins.
2026-04-20 do not contact Aino
2026-04-21 closed "Night scheduler" at Petrel Parcels
2026-04-22 note: To be honest: two said no, one firm said no, one job went, and the rest say nothing. I do not want to write to anybody. Zanele says, then don't, and has lent me the dog.
2026-04-22 pause
2026-04-29 resume
2026-04-29 note: A week of dog. He asks everyone he meets, most of them walk on, and he does not take it as a verdict on dogs.
2026-04-30 know Wanjiru Kamande (Hazelbank Rail, timetable planner) well
2026-04-30 note about Wanjiru: Friends since school, and never asked, because we are friends. Zanele asked me what I thought they were for.
2026-04-30 asked Wanjiru about openings at Hazelbank Rail by message
2026-05-01 Wanjiru promised
2026-05-01 asked Sione for a conversation by phone through Xiomara
2026-05-03 effort 80m
2026-05-05 asked Rosaria for an introduction to Dafydd Prys-Owain (Fenmoor Ferries, harbour office) by phone
2026-05-05 Rosaria promised
2026-05-06 nudged Kwabena
2026-05-07 event "Where pallets go" talk 90m
2026-05-07 expect "Where pallets go": nothing 68, a name 24, an opening 6, an interview 2, an offer 0
2026-05-07 house expects "Where pallets go": nothing 78, a name 17, an opening 4, an interview 1, an offer 0 by defaults-2026-11
2026-05-07 met Bence Halmágyi (Ostara Grocers, head of depots) at "Where pallets go"
2026-05-07 met Shiori Tsubota (Quayside College, lecturer) at "Where pallets go"
2026-05-07 Bence told me of "Depot planner" at Ostara Grocers unasked
2026-05-08 debrief "Where pallets go": an interview, talked to 4
2026-05-08 note: The projector died at slide two. Bence drew the depot on the back of a poster, I held the torch and said the night trains could not unload there. He looked at it for a long time and said: come on Wednesday.
2026-05-08 note: I had laid two dots on an interview, and the house one. Neither of us may be proud of it.
2026-05-08 Wanjiru told me of "Capacity planner" at Hazelbank Rail
2026-05-10 effort 180m on "the Ostara depots"
2026-05-11 asked Wanjiru for a referral for "Capacity planner" at Hazelbank Rail by message, 20m
2026-05-11 Wanjiru promised
2026-05-12 Rosaria introduced me to Dafydd Prys-Owain
2026-05-12 thanked Rosaria
2026-05-13 interview for "Depot planner" at Ostara Grocers through Bence
2026-05-13 note: Two hours, a helmet that fitted, and nobody asked where I see myself in five years.
2026-05-14 asked Dafydd for an introduction at Fenmoor Ferries by email
2026-05-14 thanked Bence
2026-05-15 Wanjiru referred me for "Capacity planner" at Hazelbank Rail [recorded 2026-05-17T20:15:00+01:00]
2026-05-15 nudged Sione
2026-05-16 applied for "Capacity planner" at Hazelbank Rail through Wanjiru
2026-05-16 asked Shiori for a conversation by message
2026-05-17 thanked Wanjiru
2026-05-17 Wanjiru knows Jelena Kovrlija (Hazelbank Rail, head of planning) slightly
2026-05-17 effort 240m on "Hazelbank"
2026-05-18 Dafydd promised
2026-05-20 event "Northern Freight Days" conference 7h
2026-05-20 expect "Northern Freight Days": nothing 28, a name 46, an opening 22, an interview 3, an offer 1
2026-05-20 house expects "Northern Freight Days": nothing 38, a name 42, an opening 18, an interview 2, an offer 0 by defaults-2026-11
2026-05-20 met Leila Farrokhzadeh (Merrow Shipping, fleet accounts) at "Northern Freight Days"
2026-05-20 met Fatou Diokhané (Cordwain Distribution, returns manager) at "Northern Freight Days"
2026-05-20 met Putri at "Northern Freight Days"
2026-05-20 Leila knows Hinemoa Rangikura well
2026-05-21 debrief "Northern Freight Days": a name, talked to 12
2026-05-21 note about Putri: Came over to say sorry about the night job. I had been keeping a forklift between us, out of tact. So had she.
2026-05-21 note about Leila: Shared an office with Hinemoa for six years, said so over the soup. Kwabena has not answered since April, so here is a way round. It feels like climbing over his fence; ask Grace whether it is one.
2026-05-21 asked Fatou for an introduction at Cordwain Distribution by email
2026-05-22 Fatou promised
2026-05-22 know Þórdís Hallvarðsdóttir (Norðurey Shipping, planner) not yet
2026-05-22 asked Þórdís for a conversation by email
2026-05-24 effort 210m on "names from the conference"
2026-05-25 Þórdís replied
2026-05-25 note about Þórdís: Wrote back from a ferry, to somebody she has never met: busy, not a no, and do I know that ferries have timetables too.
2026-05-28 Dafydd introduced me to Fang Wenqing (Fenmoor Ferries, crew planning)
2026-05-29 met Íñigo Etxarri (Vinter & Vance Removals, owner)
2026-05-29 asked Íñigo about openings by message
2026-05-29 note about Íñigo: Got a piano round our stairwell at the second try, by drawing it first. That is my trade, and I told him so.
2026-05-29 note about Bence: Two of us are left, and they decide after the stocktake. Everything in that house happens after the stocktake.
2026-05-31 effort 60m
2026-06-02 asked Fang Wenqing about openings at Fenmoor Ferries by email
2026-06-03 person Xiomara Quispe Roldán (Gannet Wholesale, warehouse analyst)
2026-06-03 note about Xiomara: Starts on the fifteenth, after fourteen months of asking. Brought the job club a cake, and the recipe for the letter.
2026-06-03 Grace knows Lê Mai Khanh (Gannet Wholesale, scheduling) slightly
2026-06-04 Fatou introduced me to João Pestana Luz (Cordwain Distribution, network planner)
2026-06-05 Fang Wenqing promised
2026-06-05 know Priya Wickremage (Marlinspike Software, trainer) slightly
2026-06-05 asked Priya Wickremage for an introduction to Noa Ben-Shalev (Marlinspike Software, customer planning) by message
2026-06-06 thanked Fatou
2026-06-07 effort 90m on "letters"
2026-06-07 note: It is my turn to write to João, and has been since Thursday. Mateusz, Niamh and Dafydd are still waiting for a thank-you. The kitchen, on the other hand, has never been so clean.
2026-06-11 event "Chamber summer mixer" mixer 2h [recorded 2026-06-07T19:30:00+01:00]
2026-06-23 event "Cold chain open day" fair 3h [recorded 2026-06-07T19:31:00+01:00]
