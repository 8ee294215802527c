"""Small pieces of work under asyncio.gather with a semaphore, or numbers through an asyncio.Queue."""
import asyncio
import sys
import time


async def work(number):
    await asyncio.sleep(0)
    return number + 1


async def gather(count, limit):
    semaphore = asyncio.Semaphore(limit)

    async def one(number):
        async with semaphore:
            return await work(number)

    start = time.monotonic()
    values = await asyncio.gather(*(one(number) for number in range(count)))
    seconds = time.monotonic() - start
    assert values[-1] == count
    return seconds


async def queue(count, capacity):
    channel = asyncio.Queue(capacity)

    async def produce():
        for number in range(count):
            await channel.put(number)
        await channel.put(None)

    start = time.monotonic()
    producer = asyncio.create_task(produce())
    total = 0
    while (number := await channel.get()) is not None:
        total += number
    await producer
    seconds = time.monotonic() - start
    assert total == count * (count - 1) // 2
    return seconds


what, count, limit = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
seconds = asyncio.run(gather(count, limit) if what == "gather" else queue(count, limit))
print("item", seconds / count * 1e6, "us")
