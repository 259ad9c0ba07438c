-- Tells what is stored of a number; writes only to release it. Returns { 'number', messages of the day }, then a word for each item:
-- 'known'; 'attempts' and those left today; 'block', a limit and the milliseconds until it ends; 'code', when it was sent, the
-- milliseconds until it expires, 1 if it was used, the attempts left with its handle, and, of the newest one, those left without.
local record, messages, range, total = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
-- `action` is look_up or release.
local action, known_member = ARGV[5], ARGV[6]
local ttl, max_attempts, interval, daily_limit = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10])
local address_limit, window, budget = tonumber(ARGV[11]), tonumber(ARGV[12]), tonumber(ARGV[13])
-- Neither the budget nor the guard refuses a test number.
local is_test = ARGV[14] == 'test'
if is_test then
  budget = 0
end

local fields, newest, older = read_record(record)
local sends = fields.day == day and tonumber(fields.sends) or 0
if action == 'release' then
  fields.released = now .. ':' .. sends
  redis.call('HSET', record, 'released', fields.released)
  keep_until(record, now, math.max(day_ends, now + interval))
end
local released_at, released_sends = read_release(fields, day_starts)

local reply = { 'number', sends }
local function add(...)
  reply[#reply + 1] = table.concat({ ... }, ' ')
end

local known = redis.call('SISMEMBER', KEYS[5], known_member) == 1 or redis.call('SISMEMBER', KEYS[6], known_member) == 1
if known then
  add('known')
end

-- Limits of the number.
if sends - released_sends >= daily_limit then
  add('block', 'day', day_ends - now)
end
if newest and newest.sent_at > released_at and math.abs(now - newest.sent_at) < interval then
  add('block', 'interval', math.min(interval, interval - (now - newest.sent_at)))
end
local wrong_today = wrong_attempts(fields, day)
if wrong_today >= limits.attemptsPerDay then
  add('block', 'attempts', day_ends - now)
end
add('attempts', math.max(0, limits.attemptsPerDay - wrong_today))

-- The networks that asked for its messages: the longest wait of any.
local longest
for network, site in each_open(fields.open) do
  local asked = network ~= '' and asked_from(fields.open, network, site, day_starts, released_at) or 0
  local retry_after = asked >= share_of_network(daily_limit) and day_ends - now
    or network_retry_after(network, site, 'u', address_limit, now, window)
  longest = math.max(longest or 0, retry_after or 0)
end
if longest and longest > 0 then
  add('block', 'address', longest)
end

-- The daily budget and the guard.
local sent_today = tonumber(redis.call('HGET', messages, 'sent') or 0)
if budget > 0 and sent_today >= (known and budget or unreserved_of(budget)) then
  add('block', 'budget', day_ends - now)
end
if not is_test and not known and released_at < day_starts then
  for _, guard in ipairs({ { 'range', range, limits.rangeGuard }, { 'total', total, limits.totalGuard } }) do
    local all, old = read_window(guard[2], now, limits.guardWindow, limits.youngBuckets)
    if must_trip({ s = all.s, u = all.u, old_s = old.s, old_u = old.u }, guard[3]) then
      add('block', guard[1], limits.guardRetryAfter)
    end
  end
end

-- A code that was used has no attempts left.
local function left(code, made)
  return code.used and 0 or math.max(0, max_attempts - made)
end
local function add_code(code, ...)
  if is_live(code, now, ttl) then
    local _, made = string.gsub(code.attempts, ',', '')
    local expires_in = math.min(ttl, ttl - (now - code.sent_at))
    add('code', code.sent_at, expires_in, code.used and 1 or 0, left(code, made), ...)
  end
end
for _, code in pairs(older) do
  add_code(code)
end
if newest then
  add_code(newest, left(newest, newest.tries))
end
return reply
