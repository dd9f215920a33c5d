/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/jobs.h"
#include "base/mem.h"

#include <dirent.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

enum { NOT_YET = 1 << 30, WORKERS_LIMIT = 64 };

/* Batches carry the numbers 1, 2, 3 …; work squares them; what is consumed is written down. */
struct run {
	int batches;	      /* to make */
	int produce_fails_at; /* this batch, or NOT_YET */
	int consume_fails_at;
	int made, taken;
	unsigned jobs;
	size_t most;			   /* batches there were at once */
	atomic_int alive, worked;	   /* batches that exist; that were worked on */
	atomic_int busy[WORKERS_LIMIT];	   /* whether a worker is at work: never twice at once */
	atomic_bool overlapped, misnumbered;
	pthread_t caller;
	bool other_thread; /* of produce or consume */
	struct sd_str order;
};

struct batch {
	struct run *run;
	int64_t number, square;
};

static void *batch_new(void *context)
{
	struct run *run = context;
	struct batch *batch = sd_calloc(1, sizeof *batch);
	batch->run = run;
	size_t alive = (size_t)atomic_fetch_add(&run->alive, 1) + 1;
	if (alive > run->most)
		run->most = alive;
	return batch;
}

static void batch_free(void *argument)
{
	struct batch *batch = argument;
	atomic_fetch_sub(&batch->run->alive, 1);
	free(batch);
}

static int produce(void *context, void *argument, struct sd_error *err)
{
	struct run *run = context;
	struct batch *batch = argument;
	run->other_thread |= !pthread_equal(pthread_self(), run->caller);
	if (run->made + 1 == run->produce_fails_at)
		return sd_fail(err, "produce failed");
	if (run->made == run->batches)
		return 0;
	batch->number = ++run->made;
	batch->square = -1;
	return 1;
}

static void work(void *context, unsigned worker, void *argument)
{
	struct run *run = context;
	struct batch *batch = argument;
	if (worker >= run->jobs) {
		atomic_store(&run->misnumbered, true);
		return;
	}
	if (atomic_fetch_add(&run->busy[worker], 1))
		atomic_store(&run->overlapped, true);
	if (batch->number % 7 == 0)
		usleep(500); /* so that later ones are finished first */
	else if (batch->number % 3 == 0)
		sched_yield();
	batch->square = batch->number * batch->number;
	atomic_fetch_add(&run->worked, 1);
	atomic_fetch_sub(&run->busy[worker], 1);
}

static int consume(void *context, void *argument, struct sd_error *err)
{
	struct run *run = context;
	const struct batch *batch = argument;
	run->other_thread |= !pthread_equal(pthread_self(), run->caller);
	if (batch->number == run->consume_fails_at)
		return sd_fail(err, "consume failed");
	run->taken++;
	sd_str_addf(&run->order, "%lld:%lld ", (long long)batch->number, (long long)batch->square);
	return 0;
}

static size_t threads_now(void)
{
	size_t count = 0;
	DIR *tasks = opendir("/proc/self/task");
	assert_non_null(tasks);
	for (struct dirent *entry; (entry = readdir(tasks));)
		count += entry->d_name[0] != '.';
	closedir(tasks);
	return count;
}

static int run_it(struct run *run, unsigned jobs, struct sd_error *err)
{
	const struct sd_jobs with = {run, batch_new, batch_free, produce, work, consume};
	run->jobs = jobs ? jobs : 1;
	run->caller = pthread_self();
	int status = sd_jobs_run(&with, jobs, err);
	assert_int_equal(atomic_load(&run->alive), 0);
	assert_false(atomic_load(&run->overlapped));
	assert_false(atomic_load(&run->misnumbered));
	assert_false(run->other_thread);
	assert_true(run->most <= 2 * (size_t)run->jobs + 2);
	return status;
}

static struct run make_run(int batches)
{
	return (struct run){.batches = batches, .produce_fails_at = NOT_YET, .consume_fails_at = NOT_YET};
}

static void order_is_kept_at_any_number(void **state)
{
	(void)state;
	static const unsigned counts[] = {0, 1, 2, 3, 4, 8, 33};
	static const int lengths[] = {0, 1, 2, 5, 6, 7, 500};
	for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
		struct sd_str right = SD_STR_INIT;
		sd_str_reserve(&right, 1);
		for (int i = 1; i <= lengths[k]; i++)
			sd_str_addf(&right, "%d:%d ", i, i * i);
		for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
			struct run run = make_run(lengths[k]);
			assert_int_equal(run_it(&run, counts[i], NULL), 0);
			assert_int_equal(run.taken, lengths[k]);
			assert_int_equal(atomic_load(&run.worked), lengths[k]);
			assert_true(sd_text_equal(sd_str_text(&run.order), sd_str_text(&right)));
			sd_str_release(&run.order);
		}
		sd_str_release(&right);
	}
}

static void a_small_input_makes_few_batches(void **state)
{
	(void)state;
	struct run run = make_run(2);
	assert_int_equal(run_it(&run, 32, NULL), 0);
	assert_true(run.most <= 3);
	sd_str_release(&run.order);
}

static void what_came_before_a_bad_batch_is_consumed(void **state)
{
	(void)state;
	for (unsigned count = 1; count <= 8; count++) {
		for (int at = 1; at <= 40; at += 13) {
			struct sd_error err = SD_ERROR_INIT;
			struct run run = make_run(1000);
			run.produce_fails_at = at;
			assert_int_equal(run_it(&run, count, &err), -1);
			assert_string_equal(err.message.data, "produce failed");
			assert_int_equal(run.taken, at - 1);
			sd_str_release(&run.order);
			sd_error_release(&err);
		}
	}
}

static void a_failed_consumer_stops_all(void **state)
{
	(void)state;
	for (unsigned count = 1; count <= 8; count++) {
		for (int at = 1; at <= 40; at += 13) {
			struct sd_error err = SD_ERROR_INIT;
			struct run run = make_run(100000);
			run.consume_fails_at = at;
			assert_int_equal(run_it(&run, count, &err), -1);
			assert_string_equal(err.message.data, "consume failed");
			assert_int_equal(run.taken, at - 1);
			assert_true(run.made <= at + 2 * (int)count + 2);
			sd_str_release(&run.order);
			sd_error_release(&err);
		}
	}
}

/* A fault of produce ahead does not hide the fault of consume behind it, at any number of jobs. */
static void the_first_fault_in_order_is_told(void **state)
{
	(void)state;
	for (unsigned count = 1; count <= 8; count++) {
		struct sd_error err = SD_ERROR_INIT;
		struct run run = make_run(1000);
		run.consume_fails_at = 5;
		run.produce_fails_at = 7;
		assert_int_equal(run_it(&run, count, &err), -1);
		assert_string_equal(err.message.data, "consume failed");
		sd_str_release(&run.order);
		sd_error_release(&err);
	}
}

static void no_thread_is_left(void **state)
{
	(void)state;
	size_t before = threads_now();
	struct run run = make_run(20);
	assert_int_equal(run_it(&run, 8, NULL), 0);
	assert_int_equal(threads_now(), before);
	sd_str_release(&run.order);
}

static atomic_bool on_another_thread;
static pthread_t main_thread;

static void note_thread(int number)
{
	(void)number;
	if (!pthread_equal(pthread_self(), main_thread))
		atomic_store(&on_another_thread, true);
}

static void work_and_signal(void *context, unsigned worker, void *batch)
{
	work(context, worker, batch);
	kill(getpid(), SIGUSR1);
}

static void workers_take_no_signals(void **state)
{
	(void)state;
	struct run run = make_run(200);
	const struct sd_jobs with = {&run, batch_new, batch_free, produce, work_and_signal, consume};
	struct sigaction action = {.sa_handler = note_thread, .sa_flags = SA_RESTART}, before;
	sigset_t mask_before, mask_after;
	run.jobs = 4;
	run.caller = main_thread = pthread_self();
	assert_int_equal(sigaction(SIGUSR1, &action, &before), 0);
	assert_int_equal(pthread_sigmask(SIG_SETMASK, NULL, &mask_before), 0);
	assert_int_equal(sd_jobs_run(&with, 4, NULL), 0);
	assert_int_equal(pthread_sigmask(SIG_SETMASK, NULL, &mask_after), 0);
	assert_int_equal(sigaction(SIGUSR1, &before, NULL), 0);
	assert_int_equal(run.taken, 200);
	assert_false(atomic_load(&on_another_thread));
	assert_int_equal(sigismember(&mask_after, SIGUSR1), sigismember(&mask_before, SIGUSR1));
	sd_str_release(&run.order);
}

static void processors_are_those_allowed(void **state)
{
	(void)state;
	cpu_set_t before, one;
	assert_int_equal(sched_getaffinity(0, sizeof before, &before), 0);
	assert_int_equal(sd_jobs_available(), CPU_COUNT(&before));
	size_t first = 0;
	while (!CPU_ISSET(first, &before))
		first++;
	CPU_ZERO(&one);
	CPU_SET(first, &one);
	assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
	unsigned available = sd_jobs_available();
	assert_int_equal(sched_setaffinity(0, sizeof before, &before), 0);
	assert_int_equal(available, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_is_kept_at_any_number),
		cmocka_unit_test(a_small_input_makes_few_batches),
		cmocka_unit_test(what_came_before_a_bad_batch_is_consumed),
		cmocka_unit_test(a_failed_consumer_stops_all),
		cmocka_unit_test(the_first_fault_in_order_is_told),
		cmocka_unit_test(no_thread_is_left),
		cmocka_unit_test(workers_take_no_signals),
		cmocka_unit_test(processors_are_those_allowed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
