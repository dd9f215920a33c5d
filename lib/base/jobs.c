/* SPDX-License-Identifier: MIT */
#include "base/jobs.h"

#include "base/mem.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>

/* Batches live in a ring; number n stands at n modulo its length, and consumed <= taken <= produced <= consumed +
 * length. */
struct ring {
	const struct sd_jobs *jobs;
	void **batches;
	bool *finished;
	size_t length, made; /* `made`: batches that exist, from the front of the ring */
	pthread_mutex_t lock;
	pthread_cond_t something_to_do, something_finished;
	/* Under the lock. */
	size_t produced, taken, consumed;
	bool closed; /* nothing more will be produced */
};

struct worker {
	struct ring *ring;
	unsigned number;
	pthread_t thread;
};

static void *work_on(void *argument)
{
	struct worker *worker = argument;
	struct ring *ring = worker->ring;
	pthread_mutex_lock(&ring->lock);
	for (;;) {
		while (ring->taken == ring->produced && !ring->closed)
			pthread_cond_wait(&ring->something_to_do, &ring->lock);
		if (ring->taken == ring->produced)
			break;
		size_t at = ring->taken++ % ring->length;
		pthread_mutex_unlock(&ring->lock);
		ring->jobs->work(ring->jobs->context, worker->number, ring->batches[at]);
		pthread_mutex_lock(&ring->lock);
		ring->finished[at] = true;
		pthread_cond_signal(&ring->something_finished);
	}
	pthread_mutex_unlock(&ring->lock);
	return NULL;
}

/* The batch at a place of the ring, made when it is first wanted: a small input never pays for all. */
static void *batch_at(struct ring *ring, size_t at)
{
	if (at >= ring->made) {
		ring->batches[at] = ring->jobs->batch_new(ring->jobs->context);
		ring->made = at + 1;
	}
	return ring->batches[at];
}

static int run_alone(const struct sd_jobs *jobs, struct sd_error *err)
{
	void *batch = jobs->batch_new(jobs->context);
	int status;
	while ((status = jobs->produce(jobs->context, batch, err)) > 0) {
		jobs->work(jobs->context, 0, batch);
		status = jobs->consume(jobs->context, batch, err);
		if (status < 0)
			break;
	}
	jobs->batch_free(batch);
	return status < 0 ? -1 : 0;
}

static void close_ring(struct ring *ring, bool forget_the_rest)
{
	pthread_mutex_lock(&ring->lock);
	ring->closed = true;
	if (forget_the_rest)
		ring->taken = ring->produced;
	pthread_cond_broadcast(&ring->something_to_do);
	pthread_mutex_unlock(&ring->lock);
}

/* Whether the oldest batch is finished; with `wait`, once it is. False where there is none. */
static bool oldest_is_finished(struct ring *ring, bool wait)
{
	pthread_mutex_lock(&ring->lock);
	bool *finished = &ring->finished[ring->consumed % ring->length];
	bool any = ring->consumed < ring->produced;
	while (any && wait && !*finished)
		pthread_cond_wait(&ring->something_finished, &ring->lock);
	bool result = any && *finished;
	if (result)
		*finished = false;
	pthread_mutex_unlock(&ring->lock);
	return result;
}

/* The caller's side: makes as much as the ring holds, consumes what is finished, waits only where it can do neither.
 * `late` is the fault of produce, which counts only once all that came before it was consumed. */
static int run_ring(struct ring *ring, struct sd_error *late, struct sd_error *err)
{
	const struct sd_jobs *jobs = ring->jobs;
	int status = 0;
	for (;;) {
		bool full = ring->produced - ring->consumed == ring->length;
		if (!ring->closed && !full) {
			int more = jobs->produce(jobs->context, batch_at(ring, ring->produced % ring->length), late);
			if (more > 0) {
				pthread_mutex_lock(&ring->lock);
				ring->produced++;
				pthread_cond_signal(&ring->something_to_do);
				pthread_mutex_unlock(&ring->lock);
			} else {
				status = more < 0 ? -1 : 0;
				close_ring(ring, false);
			}
		}
		if (ring->closed && ring->consumed == ring->produced)
			return status;
		if (!oldest_is_finished(ring, full || ring->closed))
			continue;
		if (jobs->consume(jobs->context, ring->batches[ring->consumed % ring->length], err) < 0) {
			close_ring(ring, true);
			return -1;
		}
		ring->consumed++;
	}
}

/* Starts up to `count` workers: how many there are. Signals go to the caller's thread, where they were before. */
static unsigned start(struct worker *workers, unsigned count, struct ring *ring)
{
	sigset_t all, before;
	unsigned started = 0;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	for (; started < count; started++) {
		workers[started].ring = ring;
		workers[started].number = started;
		if (pthread_create(&workers[started].thread, NULL, work_on, &workers[started]))
			break;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return started;
}

int sd_jobs_run(const struct sd_jobs *jobs, unsigned count, struct sd_error *err)
{
	if (count <= 1)
		return run_alone(jobs, err);
	struct ring ring = {.jobs = jobs, .length = 2 * (size_t)count + 2};
	ring.batches = sd_calloc(ring.length, sizeof *ring.batches);
	ring.finished = sd_calloc(ring.length, sizeof *ring.finished);
	pthread_mutex_init(&ring.lock, NULL);
	pthread_cond_init(&ring.something_to_do, NULL);
	pthread_cond_init(&ring.something_finished, NULL);
	struct worker *workers = sd_calloc(count, sizeof *workers);
	unsigned started = start(workers, count, &ring);
	struct sd_error late = SD_ERROR_INIT;
	int status = started ? run_ring(&ring, &late, err) : run_alone(jobs, err);
	for (unsigned i = 0; i < started; i++)
		pthread_join(workers[i].thread, NULL);
	for (size_t i = 0; i < ring.made; i++)
		jobs->batch_free(ring.batches[i]);
	if (status < 0 && sd_error_is_set(&late))
		sd_fail(err, "%s", late.message.data);
	sd_error_release(&late);
	pthread_cond_destroy(&ring.something_finished);
	pthread_cond_destroy(&ring.something_to_do);
	pthread_mutex_destroy(&ring.lock);
	free(workers);
	free(ring.finished);
	free(ring.batches);
	return status;
}

unsigned sd_jobs_available(void)
{
	/* The kernel refuses a set smaller than its own, which may be wider than CPU_SETSIZE. */
	for (int processors = CPU_SETSIZE; processors <= 1 << 20; processors *= 2) {
		cpu_set_t *set = CPU_ALLOC((size_t)processors);
		size_t bytes = CPU_ALLOC_SIZE((size_t)processors);
		if (!set)
			break;
		int failed = sched_getaffinity(0, bytes, set) ? errno : 0;
		int count = failed ? 0 : CPU_COUNT_S(bytes, set);
		CPU_FREE(set);
		if (failed != EINVAL)
			return count > 0 ? (unsigned)count : 1;
	}
	return 1;
}
