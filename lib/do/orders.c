/* SPDX-License-Identifier: MIT */
#include "do/orders.h"

#include <strings.h>

const char *const sd_order_id_columns[] = {"customer_id", "customer", "id",	       "customer_number", "client_id",
				       "client",      "user_id",  "user",      "account_id",	  "account",
				       "member_id",   "respondent_id", NULL};
const char *const sd_order_date_columns[] = {"date", "day", "time", "timestamp", "order_date", "order_time", "ordered",
					 "purchase_date", "purchased", "invoice_date", NULL};
const char *const sd_order_amount_columns[] = {
	"amount", "total", "value", "price", "revenue", "net_amount", "order_total",
					   "spend", NULL};
static const char *const category_names[] = {"category", "product_category", NULL};
const char *const sd_order_number_columns[] = {"order", "order_id", "order_number", "invoice", "invoice_id", NULL};

static bool is_called(struct sd_text name, const char *candidate)
{
	name = sd_text_trim(name);
	return name.length == strlen(candidate) && strncasecmp(name.data, candidate, name.length) == 0;
}

size_t sd_orders_among(const struct sd_header *header, const char *const *candidates, size_t *index)
{
	size_t found = 0;
	for (size_t column = 0; column < header->length; column++)
		for (const char *const *candidate = candidates; *candidate; candidate++)
			if (is_called(header->names[column], *candidate)) {
				if (found++ == 0)
					*index = column;
				break;
			}
	return found;
}

bool sd_note_next(struct sd_text *rest, struct sd_text *line)
{
	if (!rest->length)
		return false;
	const char *end = memchr(rest->data, '\n', rest->length);
	*line = (struct sd_text){rest->data, end ? (size_t)(end - rest->data) : rest->length};
	size_t taken = line->length + (end ? 1 : 0);
	*rest = (struct sd_text){rest->data + taken, rest->length - taken};
	return true;
}

static void note_column(struct sd_str *notes, const char *what, const struct sd_header *header, size_t column,
			const char *prefix, const char *option)
{
	sd_str_addf(notes, "the %s: column \"", what);
	sd_str_add_printable(notes, header->names[column], 80);
	sd_str_addf(notes, "\" (%s%s says another)\n", prefix, option);
}

/* One column: as named, else the only usual one. */
static int find_column(size_t *column, const struct sd_header *header, const char *name, const char *const *usual,
		       const char *what, const struct sd_orders_names *names, const char *option, struct sd_str *notes,
		       struct sd_error *err)
{
	*column = SIZE_MAX;
	if (name)
		return sd_header_find(header, name, column, err);
	size_t first = 0, found = sd_orders_among(header, usual, &first);
	if (found > 1)
		return sd_fail(err, "%zu columns could be the %s: name one with %s%s", found, what, names->prefix,
			       option);
	if (found == 1) {
		*column = first;
		note_column(notes, what, header, first, names->prefix, option);
	}
	return 0;
}

/* The columns called as those of the survey are, where all are there. */
static bool find_like(size_t *columns, const struct sd_header *header, const struct sd_text *like, size_t likes)
{
	for (size_t i = 0; i < likes; i++) {
		size_t column = 0;
		while (column < header->length && !sd_text_equal(header->names[column], like[i]))
			column++;
		if (column == header->length)
			return false;
		columns[i] = column;
	}
	return likes > 0;
}

size_t *sd_orders_id_columns(const struct sd_header *header, const char *const *named, size_t names,
			     const struct sd_text *like, size_t likes, const char *option, struct sd_str *notes,
			     size_t *length, struct sd_error *err)
{
	size_t room = names ? names : likes ? likes : 1;
	size_t *columns = sd_alloc(room, sizeof *columns);
	if (likes && names && names != likes) {
		sd_fail(err, "%zu columns by %s, but %zu by --id: a composite key has as many on both sides", names,
			option, likes);
		goto failed;
	}
	if (names) {
		for (size_t i = 0; i < names; i++)
			if (sd_header_find(header, named[i], columns + i, err))
				goto failed;
		*length = names;
		return columns;
	}
	if (find_like(columns, header, like, likes)) {
		*length = likes;
		return columns;
	}
	size_t found = likes > 1 ? 0 : sd_orders_among(header, sd_order_id_columns, columns);
	if (found != 1) {
		sd_fail(err, found ? "more than one column could hold the id: name one with %s"
				   : "no column is called as an id usually is: name it with %s",
			option);
		goto failed;
	}
	note_column(notes, "customer", header, columns[0], option, "");
	*length = 1;
	return columns;
failed:
	free(columns);
	return NULL;
}

int sd_orders_find(struct sd_orders *orders, const struct sd_header *header, const struct sd_orders_names *names,
		   const struct sd_text *like, size_t likes, struct sd_str *notes, struct sd_error *err)
{
	struct sd_str option = SD_STR_INIT;
	orders->prefix = names->prefix;
	sd_str_addf(&option, "%sid", names->prefix);
	orders->id = sd_orders_id_columns(header, names->id, names->ids, like, likes, option.data, notes, &orders->ids,
					  err);
	sd_str_release(&option);
	if (!orders->id)
		return -1;
	if (find_column(&orders->date, header, names->date, sd_order_date_columns, "day of an order", names, "date",
			notes, err) ||
	    find_column(&orders->amount, header, names->amount, sd_order_amount_columns, "amount", names, "amount",
			notes, err) ||
	    find_column(&orders->category, header, names->category, category_names, "category", names, "category",
			notes, err) ||
	    find_column(&orders->order, header, names->order, sd_order_number_columns, "order", names, "order", notes,
			err))
		return -1;
	if (orders->date == SIZE_MAX)
		return sd_fail(err,
			       "which column holds the day of an order? None is called as it usually is: name it with "
			       "%sdate",
			       names->prefix);
	static const char *const count_name[] = {"count", NULL}, *const refunds_name[] = {"refunds", NULL},
				 *const day_name[] = {"day", NULL};
	size_t day = 0;
	orders->count = orders->refunds = SIZE_MAX;
	if (sd_orders_among(header, count_name, &orders->count) != 1 ||
	    sd_orders_among(header, refunds_name, &orders->refunds) != 1 ||
	    sd_orders_among(header, day_name, &day) != 1 || day != orders->date || orders->order != SIZE_MAX)
		orders->count = orders->refunds = SIZE_MAX;
	else
		sd_str_adds(notes, "the rows are customer-days, as observe --days writes them\n");
	if (orders->amount == SIZE_MAX && orders->count == SIZE_MAX)
		sd_str_addf(notes, "no amount column (%samount): every row is a visit, and money is absent\n",
			    names->prefix);
	return 0;
}

void sd_orders_release(struct sd_orders *orders)
{
	free(orders->id);
	orders->id = NULL;
	orders->ids = 0;
}

bool sd_orders_key(struct sd_str *key, const struct sd_row *row, const size_t *columns, size_t length)
{
	sd_str_clear(key);
	for (size_t i = 0; i < length; i++) {
		const struct sd_cell *cell = row->cells + columns[i];
		if (cell->kind == SD_CELL_ABSENT || sd_text_trim(cell->text).length == 0) {
			sd_str_clear(key);
			return false;
		}
		sd_key_add(key, cell->text);
	}
	return true;
}

bool sd_orders_alone(const struct sd_orders *orders)
{
	return orders->order == SIZE_MAX && orders->count == SIZE_MAX;
}

/* The text of a day of ten bytes, and the day. */
struct last_day {
	uint64_t head;
	uint16_t tail;
	sd_day day;
};

struct worker {
	const struct sd_orders *orders;
	struct sd_customers_feed *feed; /* or `days` */
	struct last_day last_day;
	struct sd_count *days;
	struct sd_str customer, key, day;
	int64_t rows, anonymous, hidden, valued;
};

static void *worker_new(void *context)
{
	struct worker *worker = sd_calloc(1, sizeof *worker);
	worker->orders = context;
	if (worker->orders->customers)
		worker->feed = sd_customers_feed_new(worker->orders->customers);
	worker->days = sd_count_new(SD_ORDERS_WIDTH);
	return worker;
}

static void worker_free(void *opaque)
{
	struct worker *worker = opaque;
	if (worker->feed)
		sd_customers_feed_free(worker->feed);
	sd_count_free(worker->days);
	sd_str_release(&worker->customer);
	sd_str_release(&worker->key);
	sd_str_release(&worker->day);
	free(worker);
}

static int worker_done(void *context, void *opaque, struct sd_error *err)
{
	struct sd_orders *orders = context;
	struct worker *worker = opaque;
	if (worker->feed)
		sd_customers_feed_free(worker->feed);
	worker->feed = NULL;
	*sd_count_at(orders->about, SD_TEXT("rows")) += worker->rows;
	*sd_count_at(orders->about, SD_TEXT("anonymous")) += worker->anonymous;
	*sd_count_at(orders->about, SD_TEXT("hidden")) += worker->hidden;
	*sd_count_at(orders->about, SD_TEXT("valued")) += worker->valued;
	return sd_count_give(orders->days, worker->days, err);
}

int64_t sd_orders_about(const struct sd_orders *orders, const char *what)
{
	const int64_t *sum = sd_count_find(orders->about, sd_text_of(what));
	return sum ? *sum : 0;
}

/* Most amounts are a sign, digits and a point with two more: sd_decimal_parse says the same of them in five times the
 * time. False where the text is another; it may be an amount all the same. */
static bool parse_plain_amount(struct sd_text text, enum sd_decimal_mark decimal, sd_decimal *amount)
{
	enum { DIGITS_MOST = 13 };
	static const int64_t units[] = {10000, 1000, 100, 10, 1};
	const char *at = text.data, *end = text.data + text.length, mark = decimal == SD_DECIMAL_COMMA ? ',' : '.';
	bool minus = text.length && *at == '-';
	int64_t number = 0;
	at += minus;
	if (end - at > DIGITS_MOST || at == end)
		return false;
	const char *first = at;
	for (; at < end && *at >= '0' && *at <= '9'; at++)
		number = number * 10 + (*at - '0');
	if (at == first)
		return false;
	long places = 0;
	if (at < end) {
		if (*at++ != mark)
			return false;
		places = end - at;
		for (; at < end && *at >= '0' && *at <= '9'; at++)
			number = number * 10 + (*at - '0');
	}
	if (at < end || places > 4)
		return false;
	*amount = (minus ? -number : number) * units[places];
	return true;
}

/* YYYY-MM-DD, which most days are, and mostly the day of the row before. */
static bool parse_plain_day(struct sd_text text, struct sd_moment *moment, struct last_day *last)
{
	uint64_t head;
	uint16_t tail;
	if (text.length != 10)
		return false;
	memcpy(&head, text.data, sizeof head);
	memcpy(&tail, text.data + sizeof head, sizeof tail);
	if (head == last->head && tail == last->tail) {
		moment->day = last->day;
		return true;
	}
	if (text.data[4] != '-' || text.data[7] != '-')
		return false;
	unsigned digit[10], wrong = 0;
	for (size_t i = 0; i < 10; i++) {
		digit[i] = (unsigned char)text.data[i] - (unsigned)'0';
		wrong |= i != 4 && i != 7 && digit[i] > 9;
	}
	if (wrong)
		return false;
	moment->seconds = -1;
	moment->day = sd_day_of((int)(digit[0] * 1000 + digit[1] * 100 + digit[2] * 10 + digit[3]),
				(int)(digit[5] * 10 + digit[6]), (int)(digit[8] * 10 + digit[9]));
	if (moment->day == SD_NO_DAY)
		return false;
	*last = (struct last_day){head, tail, moment->day};
	return true;
}

static bool parse_amount(const struct sd_orders *orders, const struct sd_row *row, size_t column, sd_decimal *amount)
{
	const struct sd_cell *cell = row->cells + column;
	/* A number of JSON has a point, whatever the mark of the text. */
	enum sd_decimal_mark mark = cell->kind == SD_CELL_NUMBER ? SD_DECIMAL_POINT : orders->decimal;
	if (parse_plain_amount(cell->text, mark, amount))
		return true;
	return cell->kind != SD_CELL_ABSENT && sd_decimal_parse(cell->text, mark, amount) && *amount != INT64_MIN;
}

/* Adds the cell as a part of the key; blank and absent are one: no order, no category. */
static void add_part(struct sd_str *key, const struct sd_row *row, size_t column)
{
	struct sd_text text = {NULL, 0};
	if (column != SIZE_MAX)
		text = sd_text_trim(row->cells[column].text);
	sd_key_add(key, text.length ? text : (struct sd_text){NULL, 0});
}

struct line {
	int64_t count;
	sd_decimal amount, refunds;
	bool valued;
};

/* What a row adds; SIZE_MAX where it is sound, else the column that is not. */
static size_t read_line(const struct sd_orders *orders, const struct sd_row *row, struct line *line)
{
	*line = (struct line){1, 0, 0, false};
	bool days = orders->count != SIZE_MAX;
	/* Customer-days of a log without money have none either. */
	line->valued = orders->amount != SIZE_MAX && !(days && row->cells[orders->amount].kind == SD_CELL_ABSENT);
	if (line->valued) {
		if (!parse_amount(orders, row, orders->amount, &line->amount))
			return orders->amount;
		line->count = line->amount > 0;
		line->refunds = line->amount < 0 ? -line->amount : 0;
	}
	if (days) {
		if (!parse_amount(orders, row, orders->count, &line->count) || line->count < 0 ||
		    line->count % SD_DECIMAL_UNIT)
			return orders->count;
		line->count /= SD_DECIMAL_UNIT;
		line->refunds = 0;
		bool money = row->cells[orders->refunds].kind != SD_CELL_ABSENT;
		if (money && !parse_amount(orders, row, orders->refunds, &line->refunds))
			return orders->refunds;
	}
	return SIZE_MAX;
}

/* Whether the key of the row is its one cell as it stands: nothing in it is escaped, and it begins with no blank. */
static bool is_plain_key(const struct sd_orders *orders, const struct sd_row *row)
{
	struct sd_text text = row->cells[orders->id[0]].text;
	if (orders->ids != 1 || !text.length || text.data[0] <= ' ')
		return false;
	for (size_t i = 0; i < text.length; i++)
		if (text.data[i] == '\\' || (unsigned char)text.data[i] < ' ')
			return false;
	return true;
}

static const char *why_unread(const struct sd_orders *orders, const struct sd_row *row, size_t column)
{
	struct sd_text text = row->cells[column].text;
	if (column == orders->count)
		return "not a whole number";
	if (orders->decimal == SD_DECIMAL_POINT && text.length && memchr(text.data, ',', text.length))
		return "not an amount with a decimal point; --decimal comma reads 3,50";
	return "not an amount";
}

static int order_row(void *opaque, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = opaque;
	const struct sd_orders *orders = worker->orders;
	struct sd_moment moment = {0, -1};
	if (orders->date != SIZE_MAX) {
		struct sd_text text = row->cells[orders->date].text;
		if (!(orders->date_format
			      ? sd_moment_parse_as(text, orders->date_format, &moment)
			      : parse_plain_day(text, &moment, &worker->last_day) || sd_moment_parse(text, &moment)))
			return sd_out_reject(out, orders->date, "not a date as YYYY-MM-DD, or as %sdate-format says",
					     orders->prefix);
	}
	struct line line;
	size_t wrong = read_line(orders, row, &line);
	if (wrong != SIZE_MAX)
		return sd_out_reject(out, wrong, "%s", why_unread(orders, row, wrong));
	worker->rows++;
	if (orders->as_of != SD_NO_DAY && moment.day > orders->as_of) {
		worker->hidden++;
		return 0;
	}
	struct sd_text customer;
	if (worker->feed && is_plain_key(orders, row))
		customer = row->cells[orders->id[0]].text;
	else if (sd_orders_key(&worker->customer, row, orders->id, orders->ids))
		customer = sd_str_text(&worker->customer);
	else {
		worker->anonymous++;
		return 0;
	}
	worker->valued += line.valued;
	if (worker->feed) {
		struct sd_text category = {NULL, 0};
		if (orders->category != SIZE_MAX)
			category = sd_text_trim(row->cells[orders->category].text);
		sd_customers_add(worker->feed, customer, moment.day, line.count, line.amount, category);
		return 0;
	}
	sd_str_clear(&worker->key);
	sd_str_clear(&worker->day);
	sd_day_add_iso(&worker->day, moment.day);
	sd_key_add(&worker->key, sd_str_text(&worker->customer));
	sd_key_add(&worker->key, sd_str_text(&worker->day));
	add_part(&worker->key, row, orders->order);
	add_part(&worker->key, row, orders->category);
	int64_t *sums = sd_count_at(worker->days, sd_str_text(&worker->key));
	bool overflow = false;
	sums[SD_ORDERS_COUNT] = sd_decimal_sum(sums[SD_ORDERS_COUNT], line.count, &overflow);
	sums[SD_ORDERS_AMOUNT] = sd_decimal_sum(sums[SD_ORDERS_AMOUNT], line.amount, &overflow);
	sums[SD_ORDERS_REFUNDS] = sd_decimal_sum(sums[SD_ORDERS_REFUNDS], line.refunds, &overflow);
	return overflow ? sd_fail(err, "%s:%ju: the amounts' sum leaves 64 bits", row->file, (uintmax_t)row->line) : 0;
}

struct sd_pass sd_orders_pass(struct sd_orders *orders)
{
	return (struct sd_pass){orders, worker_new, order_row, worker_done, worker_free};
}
