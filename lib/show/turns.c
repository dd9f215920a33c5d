/* SPDX-License-Identifier: MIT */
#include "show/turns.h"

#include "base/mem.h"

struct worker {
	const struct sd_turns *turns;
	void *inner;
	uint64_t left_out;
};

static void *worker_new(void *context)
{
	struct worker *worker = sd_calloc(1, sizeof *worker);
	worker->turns = context;
	if (worker->turns->pass->worker_new)
		worker->inner = worker->turns->pass->worker_new(worker->turns->pass->context);
	return worker;
}

static int read_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	if (sd_text_equals(row->cells[worker->turns->role].text, SD_TURNS_MODERATOR)) {
		worker->left_out++;
		return 0;
	}
	return worker->turns->pass->row(worker->inner, row, out, err);
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct sd_turns *turns = context;
	struct worker *worker = state;
	turns->left_out += worker->left_out;
	return turns->pass->worker_done ? turns->pass->worker_done(turns->pass->context, worker->inner, err) : 0;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	if (worker->turns->pass->worker_free)
		worker->turns->pass->worker_free(worker->inner);
	free(worker);
}

struct sd_pass sd_turns_pass(struct sd_turns *turns)
{
	turns->left_out = 0;
	return (struct sd_pass){turns, worker_new, read_row, worker_done, worker_free};
}
