/* SPDX-License-Identifier: MIT */
#include "base/error.h"

/* False where nobody asks, or where something failed before: the first message stands. */
__attribute__((format(printf, 2, 0))) static bool tell(struct sd_error *err, const char *format, va_list arguments)
{
	if (!err || sd_error_is_set(err))
		return false;
	sd_str_vaddf(&err->message, format, arguments);
	return true;
}

int sd_fail(struct sd_error *err, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	tell(err, format, arguments);
	va_end(arguments);
	return -1;
}

int sd_fail_errno(struct sd_error *err, int number, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	bool told = tell(err, format, arguments);
	va_end(arguments);
	/* Not strerror_r, whose two forms differ by feature macros: glibc (since 2.32) and musl keep these words
	 * constant or in the thread's own memory, and no locale is ever set. */
	if (told)
		sd_str_addf(&err->message, ": %s", strerror(number));
	return -1;
}

int sd_fail_in(struct sd_error *err, const char *file, int status)
{
	if (!status || !sd_error_is_set(err))
		return status;
	struct sd_str before = err->message;
	err->message = (struct sd_str)SD_STR_INIT;
	sd_str_addf(&err->message, "%s: ", file);
	sd_str_add_text(&err->message, sd_str_text(&before));
	sd_str_release(&before);
	return status;
}

bool sd_error_is_set(const struct sd_error *err)
{
	return err && err->message.length > 0;
}

void sd_error_clear(struct sd_error *err)
{
	if (err)
		sd_str_clear(&err->message);
}

void sd_error_release(struct sd_error *err)
{
	if (err)
		sd_str_release(&err->message);
}
