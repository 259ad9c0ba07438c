-- Deletes a code that was not sent, and does not count its message for the number, the guard and the budget. The newest of the
-- other codes becomes the newest one again. The client network gets nothing back.
local record, messages, range, total = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local handle, day_starts = ARGV[1], tonumber(ARGV[2])

local fields, newest, older = read_record(record)
local code = newest and newest.handle == handle and newest or older[handle]
if not code then
  return { 'unknown' }
end

if code == newest then
  redis.call('HDEL', record, unpack(newest_fields))
  local before
  for _, candidate in pairs(older) do
    if not before or candidate.sent_at > before.sent_at then
      before = candidate
    end
  end
  if before then
    redis.call('HDEL', record, 'c:' .. before.handle)
    redis.call('HMSET', record, 'request', before.handle, 'code', before.hash, 'sentAt', before.sent_at,
      'tries', before.used and 99 or before.tries, 'attempts', before.attempts)
  end
else
  redis.call('HDEL', record, 'c:' .. handle)
end

if code == newest or code.sent_at >= day_starts then
  redis.call('HINCRBY', record, 'sends', -1)
end
if code.sent_at >= day_starts and tonumber(redis.call('GET', messages) or 0) > 0 then
  redis.call('DECR', messages)
end

-- Confirmed messages are no longer open, and were subtracted then.
local second, left, found = tostring(math.floor(code.sent_at / 1000)), {}, false
for network, site, sent_at in each_open(fields.open) do
  if sent_at == second and not found then
    found = true
  else
    left[#left + 1] = network .. '/' .. site .. '@' .. sent_at .. ';'
  end
end
for _, key in ipairs({ range, total }) do
  uncount(key, 's', code.sent_at, limits.guardWindow)
  if found then
    uncount(key, 'u', code.sent_at, limits.guardWindow)
  end
end
redis.call('HSET', record, 'open', table.concat(left))
return { 'taken_back' }
