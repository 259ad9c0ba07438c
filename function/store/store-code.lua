-- Checks the limits, counts the message and stores the code in the number's record.
-- Returns { 'stored' or 'duplicate', messages today }, or the limit that is reached: { 'interval', ms left }, { 'day' },
-- { 'address' }.
local record, address = KEYS[1], KEYS[2]
local request, code, now, day = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local record_ttl, address_ttl = ARGV[5], ARGV[6]
local interval, daily_limit, address_limit = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])

local stored = redis.call('HMGET', record, 'request', 'code', 'sentAt', 'day', 'sends')
local sends = stored[4] == day and tonumber(stored[5]) or 0

if stored[1] == request then
  return { stored[2] == code and 'stored' or 'duplicate', sends }
end
if sends >= daily_limit then
  return { 'day' }
end
if stored[3] then
  -- Negative if another instance's clock is ahead. A clock that is far off must not make the number wait.
  local elapsed = tonumber(now) - tonumber(stored[3])
  if math.abs(elapsed) < interval then
    return { 'interval', math.min(interval, interval - elapsed) }
  end
end
if tonumber(redis.call('GET', address) or 0) >= address_limit then
  return { 'address' }
end

if redis.call('INCR', address) == 1 then
  redis.call('PEXPIRE', address, address_ttl)
end
-- Does not store a counter of zero, which would take memory for every code.
redis.call('HDEL', record, 'tries', 'result', 'checkedAt', 'tried')
redis.call('HMSET', record, 'request', request, 'code', code, 'sentAt', now, 'day', day, 'sends', sends + 1)
redis.call('PEXPIRE', record, record_ttl)
return { 'stored', sends + 1 }
