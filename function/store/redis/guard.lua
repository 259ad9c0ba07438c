-- The windows of the guard: of a range of numbers, and of all numbers. Their sums (`sums`) are kept for the current bucket, since a
-- window has up to 122 counters: the bucket, the messages, the unconfirmed ones and those that passed; of the old buckets, the
-- messages and the unconfirmed ones.
local sum_names = { 'bucket', 's', 'u', 'p', 'old_s', 'old_u' }

local function parse_sums(text)
  local sums, index = {}, 0
  for number in string.gmatch(text or '', '[^,]+') do
    index = index + 1
    sums[sum_names[index]] = tonumber(number)
  end
  return sums
end

local function keep_sums(key, sums)
  local numbers = {}
  for index, name in ipairs(sum_names) do
    numbers[index] = sums[name]
  end
  redis.call('HSET', key, 'sums', table.concat(numbers, ','))
end

-- Returns the sums of a guard's window, and when it tripped.
local function read_guard(key, now)
  local newest, stored = bucket_of(now, limits.guardWindow), redis.call('HMGET', key, 'sums', 'tripped')
  local sums = parse_sums(stored[1])
  if sums.bucket ~= newest then
    local all, old, _, exists = read_window(key, now, limits.guardWindow, limits.youngBuckets)
    sums = { bucket = newest, s = all.s, u = all.u, p = all.p, old_s = old.s, old_u = old.u }
    -- A key that does not exist has no time to live yet.
    if exists then
      keep_sums(key, sums)
    end
  end
  return sums, stored[2]
end

-- Adds what was counted at a time to the sums. Those of an earlier bucket are computed again by the next reader.
local function adjust_sums(key, now, time, change, kinds)
  local sums, newest = parse_sums(redis.call('HGET', key, 'sums')), bucket_of(now, limits.guardWindow)
  local bucket = bucket_of(time, limits.guardWindow)
  if sums.bucket ~= newest or bucket < newest - buckets_of(limits.guardWindow) then
    return
  end
  for _, kind in ipairs(kinds) do
    sums[kind] = sums[kind] + change
    if kind ~= 'p' and bucket < newest - limits.youngBuckets then
      sums['old_' .. kind] = sums['old_' .. kind] + change
    end
  end
  keep_sums(key, sums)
end

local function count_guarded(key, now, kinds)
  for _, kind in ipairs(kinds) do
    count(key, kind, now, limits.guardWindow)
  end
  adjust_sums(key, now, now, 1, kinds)
end

local function uncount_guarded(key, kind, time, now)
  if uncount(key, kind, time, limits.guardWindow) then
    adjust_sums(key, now, time, -1, { kind })
  end
end

-- Whether too many of the messages are not confirmed.
local function must_trip(sums, limit)
  local suspicious = sums.old_u > limit and sums.old_u * 2 > sums.old_s
  local flooded = sums.u > limit * limits.youngFactor and sums.u * 2 > sums.s
  return suspicious or flooded
end

-- The part of the daily budget that is not kept for known numbers.
local function unreserved_of(budget)
  return math.floor(budget * (1 - limits.budgetForKnown))
end
