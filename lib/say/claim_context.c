/* SPDX-License-Identifier: MIT */
/* Whose a claim is, when, and how surely: read from the classes of the words around its core. */
#include "say/claim_tables.h"

/* A subject is looked for so many words after a core, and so many before it: which keeps the whole linear. */
enum { AFTER_WORDS = 6, BEFORE_WORDS = 60 };

bool claim_sentence_has(const struct sd_claim_reader *reader, const struct claim_sentence *sentence, unsigned class)
{
	for (size_t i = sentence->from; i < sentence->to; i++)
		if (claim_at(reader, i, class))
			return true;
	return false;
}

/* A subject that begins at word `at`. `it`, `this`, `you` are one only where a finite verb follows. */
static bool subject_at(const struct sd_claim_reader *reader, size_t at, size_t to, struct claim_context *context,
		       size_t *length)
{
	const struct claim_entry *self = claim_at(reader, at, CLAIM_SELF), *other = claim_at(reader, at, CLAIM_OTHER),
				 *thing = claim_at(reader, at, CLAIM_THING),
				 *either = claim_at(reader, at, CLAIM_EITHER);
	const struct claim_entry *longest = self;
	if (other && (!longest || other->length >= longest->length))
		longest = other;
	if (thing && (!longest || thing->length > longest->length))
		longest = thing;
	if (!longest && either && at + either->length < to && claim_at(reader, at + either->length, CLAIM_FINITE))
		longest = either;
	if (!longest)
		return false;
	*length = longest->length;
	context->whose = longest == self ? CLAIM_MINE : longest == other ? CLAIM_SOMEONES : CLAIM_NOBODY;
	if (longest == self)
		context->features |= self->features;
	return true;
}

/* The last subject before word `at`, of the sentence; false where there is none. */
static bool nearest_before(const struct sd_claim_reader *reader, const struct claim_sentence *sentence, size_t at,
			   struct claim_context *context, size_t *found, size_t *length)
{
	for (size_t i = at; i > sentence->from && i + BEFORE_WORDS > at; i--)
		if (subject_at(reader, i - 1, at, context, length)) {
			*found = i - 1;
			return true;
		}
	return false;
}

static bool clause_begins(const struct sd_claim_reader *reader, const struct claim_sentence *sentence, size_t at)
{
	return at == sentence->from || reader->words[at].clause != reader->words[at - 1].clause ||
	       reader->words[at].comma || reader->words[at - 1].mention;
}

struct claim_context claim_context_of_verb(const struct sd_claim_reader *reader, const struct claim_sentence *sentence,
					   size_t first, size_t last, unsigned flags)
{
	struct claim_context context = {.whose = CLAIM_NOBODY, .first = first};
	size_t at = first;
	(void)last;
	if (flags & CLAIM_FLAG_SELF) {
		context.whose = CLAIM_MINE;
		return context;
	}
	for (;;) {
		/* What stands before may be a word of both: "i'll" is subject and chain; the subject ends the walk. */
		const struct claim_entry *self = claim_before(reader, at, sentence->from, CLAIM_SELF);
		const struct claim_entry *other = claim_before(reader, at, sentence->from, CLAIM_OTHER);
		const struct claim_entry *thing = claim_before(reader, at, sentence->from, CLAIM_THING);
		const struct claim_entry *either = claim_before(reader, at, sentence->from, CLAIM_EITHER);
		const struct claim_entry *chain = claim_before(reader, at, sentence->from, CLAIM_CHAIN);
		size_t longest = self ? self->length : 0;
		if (chain && chain->length > longest && !(other && other->length >= chain->length)) {
			at -= chain->length;
			context.first = at;
			context.features |= chain->features;
			continue;
		}
		if (self && !(other && other->length > self->length)) {
			context.whose = CLAIM_MINE;
			context.features |= self->features;
			context.first = at - self->length;
			/* "I don't think I'll be back" */
			const struct claim_entry *doubt =
				claim_before(reader, context.first, sentence->from, CLAIM_CHAIN);
			if (doubt && doubt->features & CLAIM_IS_NOT && doubt->features & CLAIM_IS_PROBABLE)
				context.features |= doubt->features, context.first -= doubt->length;
			return context;
		}
		if (claim_before(reader, at, sentence->from, CLAIM_REQUEST) && (flags & CLAIM_FLAG_QUESTION)) {
			context.whose = CLAIM_MINE;
			return context;
		}
		if (other) {
			context.whose = CLAIM_SOMEONES;
			context.first = at - other->length;
			return context;
		}
		if (thing || either)
			return context;
		break;
	}
	bool begins = clause_begins(reader, sentence, at);
	bool joined = at > sentence->from && claim_before(reader, at, sentence->from, CLAIM_JOIN);
	const struct claim_entry *told = at < first ? claim_at(reader, at, CLAIM_IMPERATIVE) : NULL;
	if (told && claim_at(reader, at, CLAIM_CHAIN) && claim_at(reader, at, CLAIM_CHAIN)->length == told->length)
		return context;
	if (flags & CLAIM_FLAG_STATED && !joined)
		return context;
	if (begins || joined || (flags & CLAIM_FLAG_LOOSE)) {
		struct claim_context before = {.whose = CLAIM_MINE};
		size_t found, length;
		context.elided = true;
		/* "it was great and will be back": what went before in another's name does not hold where the subject
		 * was dropped, unless a person's does. */
		if (nearest_before(reader, sentence, at, &before, &found, &length))
			context.whose = before.whose == CLAIM_SOMEONES ? CLAIM_SOMEONES : CLAIM_MINE;
		else
			context.whose = (flags & CLAIM_FLAG_STATED) ? CLAIM_NOBODY : CLAIM_MINE;
	}
	return context;
}

/* --- frequencies -------------------------------------------------------------------------------------------------- */

/* What follows a subject: its chain, then its verb. Adds the chain's meaning; false where the verb is none of a
 * customer's acts. */
static bool verb_after(const struct sd_claim_reader *reader, size_t at, size_t to, struct claim_context *context)
{
	for (size_t guard = 0; at < to && guard < CLAIM_PHRASE_MOST; guard++) {
		const struct claim_entry *chain = claim_at(reader, at, CLAIM_CHAIN),
					 *past = claim_at(reader, at, CLAIM_PAST);
		const struct claim_entry *liking = claim_at(reader, at, CLAIM_LIKING);
		if (claim_at(reader, at, CLAIM_ACT) && !(chain && chain->length > 1)) {
			if (past && !(context->features & CLAIM_IS_PERFECT))
				context->features |= CLAIM_IS_PAST;
			return true;
		}
		if (past && (!chain || past->length >= chain->length)) {
			if (!(context->features & CLAIM_IS_PERFECT))
				context->features |= CLAIM_IS_PAST;
			return !claim_at(reader, at, CLAIM_IDLE);
		}
		if (liking && !(chain && chain->length > liking->length)) {
			at += liking->length;
			if (at < to && !claim_at(reader, at, CLAIM_CHAIN) && !claim_at(reader, at, CLAIM_ACT))
				return false;
			continue;
		}
		if (!chain)
			return !claim_at(reader, at, CLAIM_IDLE);
		context->features |= chain->features;
		at += chain->length;
	}
	return true;
}

static bool after_begins(const struct sd_claim_reader *reader, const struct claim_sentence *sentence, size_t last)
{
	return last == sentence->to || reader->words[last].clause != reader->words[last - 1].clause ||
	       reader->words[last].comma || claim_at(reader, last, CLAIM_AFTER);
}

struct claim_context claim_context_of_adverb(const struct sd_claim_reader *reader,
					     const struct claim_sentence *sentence, size_t first, size_t last)
{
	struct claim_context context = {.whose = CLAIM_NOBODY, .first = first};
	size_t found, length, clause = first;
	while (clause > sentence->from && clause + BEFORE_WORDS > first &&
	       reader->words[clause - 1].clause == reader->words[first].clause && !reader->words[clause].comma)
		clause--;
	/* "the bus is late every day": a clause of another subject, whatever went before. */
	bool noun = clause < first && claim_at(reader, clause, CLAIM_DETERMINER) &&
		    !claim_at(reader, clause, CLAIM_SELF) && !claim_at(reader, clause, CLAIM_OTHER);
	bool has = nearest_before(reader, sentence, first, &context, &found, &length);
	if (has && found < clause && noun)
		has = false;
	if (has) {
		context.first = found;
		/* "it works, and still I wait every week": whatever else is said of oneself. */
		if (claim_before(reader, first, found + length, CLAIM_IDLE))
			context.whose = CLAIM_NOBODY;
		if (context.whose == CLAIM_MINE && !verb_after(reader, found + length, first, &context))
			context.whose = CLAIM_NOBODY;
		return context;
	}
	if (noun)
		return context;
	for (size_t i = last; i < sentence->to && i < last + AFTER_WORDS; i++) {
		if (!subject_at(reader, i, sentence->to, &context, &length))
			continue;
		if (context.whose == CLAIM_MINE && !verb_after(reader, i + length, sentence->to, &context))
			context.whose = CLAIM_NOBODY;
		/* Somebody else's clause says nothing of this one: "each thursday, quick as you like". */
		if (context.whose != CLAIM_MINE && i > last &&
		    (reader->words[i].comma || reader->words[i].clause != reader->words[last - 1].clause))
			break;
		return context;
	}
	context.whose = CLAIM_NOBODY;
	/* No subject anywhere: an act at the clause's head ("come here every week"), or the frequency itself there,
	 * with nothing but a circumstance behind it ("twice a year, for the sale"). */
	size_t head = clause;
	while (head < first) {
		const struct claim_entry *chain = claim_at(reader, head, CLAIM_CHAIN),
					 *about = claim_at(reader, head, CLAIM_ABOUT);
		if (claim_at(reader, head, CLAIM_ACT) || (!chain && !about))
			break;
		context.features |= chain ? chain->features : 0;
		head += chain ? chain->length : about->length;
	}
	context.elided = true;
	/* "Have a look, every week there is more" calls on others. */
	bool acts = head < first && claim_at(reader, head, CLAIM_ACT) && !claim_at(reader, head, CLAIM_COMMAND);
	if (acts || (head >= first && sentence->first && after_begins(reader, sentence, last)))
		context.whose = CLAIM_MINE;
	if (context.whose == CLAIM_MINE && head < first && claim_at(reader, head, CLAIM_PAST) &&
	    !(context.features & CLAIM_IS_PERFECT))
		context.features |= CLAIM_IS_PAST;
	return context;
}
