/* SPDX-License-Identifier: GPL-2.0-or-later */
#define ZDICT_STATIC_LINKING_ONLY	/* a trainer with parameters of one's own is a tenth of the work */
#include "store/trainer.h"

#include <stdlib.h>
#include <zdict.h>

/* It never is a larger share of its sample than this. */
#define DICTIONARY_SHARE 16

/* Found best on the texts of pack.h; from 50 to 1000 bytes of segment the difference is 1 %. */
#define TRAIN_SEGMENT 200
#define TRAIN_GRAM 8
#define TRAIN_BITS 18
/* Looks at a part of the sample: 40 % less time for 0.06 % more index. */
#define TRAIN_SKIP 4

void trainer_init(struct trainer *trainer, const struct packing *how)
{
	*trainer = (struct trainer){.how = how};
	pthread_mutex_init(&trainer->mutex, NULL);
}

static void trained_free(struct trained *trained)
{
	if (!trained)
		return;
	ZSTD_freeCDict(trained->with);
	dictionary_list_done(&trained->list);
	free(trained);
}

/* The mutex is held. */
static void release(struct trained *trained)
{
	if (trained && --trained->users == 0)
		trained_free(trained);
}

void trainer_done(struct trainer *trainer)
{
	release(trainer->latest);
	pthread_mutex_destroy(&trainer->mutex);
}

struct trained *trainer_take(struct trainer *trainer)
{
	pthread_mutex_lock(&trainer->mutex);
	struct trained *trained = trainer->latest;
	if (trained)
		trained->users++;
	pthread_mutex_unlock(&trainer->mutex);
	return trained;
}

void trainer_give_back(struct trainer *trainer, struct trained *trained)
{
	pthread_mutex_lock(&trainer->mutex);
	release(trained);
	pthread_mutex_unlock(&trainer->mutex);
}

size_t trainer_wanted(struct trainer *trainer, const void *packer)
{
	size_t wanted = 0;
	pthread_mutex_lock(&trainer->mutex);
	if (!trainer->latest || trainer->packed >= trainer->how->again) {
		if (!trainer->collector)
			trainer->collector = packer;
		if (trainer->collector == packer)
			wanted = trainer->how->sample;
		else if (!trainer->latest)
			wanted = 2 * trainer->how->sample;
	}
	pthread_mutex_unlock(&trainer->mutex);
	return wanted;
}

void trainer_count(struct trainer *trainer, const void *packer, size_t bytes)
{
	pthread_mutex_lock(&trainer->mutex);
	trainer->packed += bytes;
	if (trainer->collector == packer)
		trainer->collector = NULL;
	pthread_mutex_unlock(&trainer->mutex);
}

static int publish(struct trainer *trainer, struct lim_slice dictionary)
{
	struct trained *trained = calloc(1, sizeof *trained);
	if (!trained)
		return LIM_E_MEMORY;
	dictionary_list_init(&trained->list);
	trained->users = 1;
	trained->with = ZSTD_createCDict(dictionary.ptr, dictionary.len, trainer->how->level);
	int status = trained->with ? dictionary_add(&trained->list, dictionary) : LIM_E_MEMORY;
	if (status != LIM_OK) {
		trained_free(trained);
		return status;
	}
	pthread_mutex_lock(&trainer->mutex);
	release(trainer->latest);
	trainer->latest = trained;
	trainer->packed = 0;
	pthread_mutex_unlock(&trainer->mutex);
	return LIM_OK;
}

static int train(struct trainer *trainer, const char *samples, const size_t *sizes, unsigned n, void *room,
	size_t size)
{
	ZDICT_fastCover_params_t how = {.k = TRAIN_SEGMENT, .d = TRAIN_GRAM, .f = TRAIN_BITS,
		.accel = TRAIN_SKIP, .splitPoint = 1.0, .zParams = {.compressionLevel = trainer->how->level}};
	size_t len = ZDICT_trainFromBuffer_fastCover(room, size, samples, sizes, n, how);
	return ZDICT_isError(len) ? LIM_OK : publish(trainer, (struct lim_slice){room, len});
}

int trainer_train(struct trainer *trainer, const char *samples, const size_t *sizes, unsigned n)
{
	size_t size = 0;
	for (unsigned i = 0; i < n; i++)
		size += sizes[i];
	size /= DICTIONARY_SHARE;
	if (size > trainer->how->dictionary)
		size = trainer->how->dictionary;
	void *room = malloc(size);
	int status = room ? train(trainer, samples, sizes, n, room, size) : LIM_E_MEMORY;
	free(room);
	return status;
}
