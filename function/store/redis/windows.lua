-- Sliding windows: a hash with counters for each sixtieth of a window (but at least a second), of messages (`s`), unconfirmed
-- messages (`u`), messages that passed a tripped guard (`p`) and wrong codes (`w`). A field is a kind and the number of the bucket
-- since 1970, such as u28991523.
local function width_of(window)
  return math.max(1000, window / 60)
end

-- A sum includes the current bucket and so many before it, so that it never leaves out a part of the window.
local function buckets_of(window)
  return math.ceil(window / width_of(window))
end

-- Times are cut to seconds, as they are kept in a number's record.
local function bucket_of(time, window)
  return math.floor(math.floor(time / 1000) * 1000 / width_of(window))
end

-- Fields that have left their windows, by key.
local expired_fields = {}

local function count(key, kind, time, window)
  redis.call('HINCRBY', key, kind .. bucket_of(time, window), 1)
  if expired_fields[key] then
    redis.call('HDEL', key, unpack(expired_fields[key]))
    expired_fields[key] = nil
  end
  redis.call('PEXPIRE', key, math.ceil((buckets_of(window) + 2) * width_of(window)))
end

-- Takes back what was counted at a time, unless it has left the window. Returns whether it did.
local function uncount(key, kind, time, window)
  local field = kind .. bucket_of(time, window)
  local counted = tonumber(redis.call('HGET', key, field) or 0) > 0
  if counted then
    redis.call('HINCRBY', key, field, -1)
  end
  return counted
end

-- Returns the sums of a window by kind, those without the `young` newest buckets and the current one, the first bucket of each
-- kind, and whether the window has any counter. It does not write: a script whose first write needs no memory could go on to write
-- when Redis has no memory left.
local function read_window(key, now, window, young)
  local newest, buckets = bucket_of(now, window), buckets_of(window)
  local all, old, first = { s = 0, u = 0, p = 0, w = 0 }, { s = 0, u = 0, p = 0, w = 0 }, {}
  local fields, expired = redis.call('HGETALL', key), {}
  for index = 1, #fields, 2 do
    local kind, bucket = string.sub(fields[index], 1, 1), tonumber(string.sub(fields[index], 2))
    local counted = tonumber(fields[index + 1])
    if bucket and bucket < newest - buckets then
      expired[#expired + 1] = fields[index]
    elseif bucket and counted > 0 then
      all[kind] = all[kind] + counted
      if bucket < newest - young then
        old[kind] = old[kind] + counted
      end
      first[kind] = math.min(first[kind] or bucket, bucket)
    end
  end
  expired_fields[key] = #expired > 0 and expired or nil
  return all, old, first, #fields > 0
end

-- Milliseconds until a bucket leaves the window.
local function time_left(bucket, now, window)
  return math.ceil((bucket + buckets_of(window) + 1) * width_of(window) - now)
end
