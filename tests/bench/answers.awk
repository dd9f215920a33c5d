# SPDX-License-Identifier: MIT
# answers.awk: ROWS answers of a survey of an invented shop, ids as orders.c writes them: id,date,score,store,text. The
# texts are put together by a generator of fixed numbers; praise goes with high scores.
function next_of(n) { seed = (seed * 16807) % 2147483647; return seed % n }
function one_of(list, n) { return list[1 + next_of(n)] }
BEGIN {
	seed = 20240401
	topics = split("the queue|the staff|the coffee|the price of a loaf|the opening hours|the app|my order|the delivery|the seats|the music|parking|the loyalty card|the toilets|the lunch menu|the pastries|the website|the refund|the packaging|the choice|the size of the portions", topic, "|")
	goods = split("was lovely|is great|could not be better|made me smile|is much better than last year|was quick and friendly|is worth every penny|never disappoints", good, "|")
	bads = split("was awful|is far too slow|is getting worse|let me down again|was cold|costs too much|is confusing|made me wait for twenty minutes|was wrong twice", bad, "|")
	middles = split("is all right|is as it always was|could be longer|could do with some work|was fine", middle, "|")
	tails = split("|||| this time| on Saturday morning| at the station| since the summer| when I came with my mother| I will come again| I may go elsewhere| and I told the manager so", tail, "|")
	stores = split("Harbour|Market|Station|Hill", store, "|")
	print "id,date,score,store,text"
	for (i = 0; i < ROWS; i++) {
		score = next_of(11)
		text = ""
		parts = 1 + next_of(3)
		for (k = 0; k < parts; k++) {
			mood = score + next_of(5) - 2
			said = one_of(topic, topics) " " (mood >= 8 ? one_of(good, goods) : mood <= 5 ? one_of(bad, bads) : one_of(middle, middles)) one_of(tail, tails)
			text = text (k ? ". " : "") toupper(substr(said, 1, 1)) substr(said, 2)
		}
		if (next_of(25) == 0)
			text = next_of(2) ? "n/a" : "don't know"
		printf "id%06d,2024-%02d-%02d,%d,%s,%s\n", 2 * i, 4 + i % 6, 1 + i % 28, score, store[1 + next_of(stores)], text
	}
}
