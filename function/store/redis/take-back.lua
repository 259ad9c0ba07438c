-- Deletes a code that was not sent, and does not count its message for the number, the guard and the budget. The newest of the
-- other codes becomes the newest one again. The client network gets its message back if it was `not-sent`.
local record, messages, range, total = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local handle, hash, reason, window = ARGV[5], ARGV[6], ARGV[7], tonumber(ARGV[8])
-- Codes of test numbers count neither for the budget nor for the guard.
local is_test = ARGV[9] == 'test'

local fields, newest, older = read_record(record)
local code = newest and newest.handle == handle and newest or older[handle]
if not code or code.hash ~= hash then
  return { 'unknown' }
end

if code == newest then
  delete_newest(record)
  local before
  for _, candidate in pairs(older) do
    if not before or candidate.sent_at > before.sent_at then
      before = candidate
    end
  end
  if before then
    redis.call('HDEL', record, 'c:' .. before.handle)
    redis.call('HSET', record, 'request', before.handle)
    for name, value in pairs(before.fields) do
      redis.call('HSET', record, name, value)
    end
  end
else
  redis.call('HDEL', record, 'c:' .. handle)
end

-- The messages of earlier days are not counted any more.
if code.sent_at >= day_starts then
  if fields.day == day then
    redis.call('HINCRBY', record, 'sends', -1)
    local released_at, released_sends = read_release(fields, day_starts)
    if code.sent_at <= released_at then
      redis.call('HSET', record, 'released', released_at .. ':' .. math.max(0, released_sends - 1))
    end
  end
  if not is_test and tonumber(redis.call('HGET', messages, 'sent') or 0) > 0 then
    redis.call('HINCRBY', messages, 'sent', -1)
  end
end

-- Confirmed messages are no longer open, and were subtracted then.
local second, left, found = tostring(math.floor(code.sent_at / 1000)), {}, false
for network, site, sent_at in each_open(fields.open) do
  if sent_at == second and not found then
    found = true
    if reason == 'not-sent' then
      uncount_networks(network, site, 'u', code.sent_at, window)
    end
  else
    left[#left + 1] = network .. '/' .. site .. '@' .. sent_at .. ';'
  end
end
if not is_test then
  for _, key in ipairs({ range, total }) do
    uncount_guarded(key, 's', code.sent_at, now)
    if found then
      uncount_guarded(key, 'u', code.sent_at, now)
    end
  end
end
redis.call('HSET', record, 'open', table.concat(left))
return { 'taken_back' }
