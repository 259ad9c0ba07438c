-- Checks a code and counts the attempt.
-- Returns { 'right', time of the check }, { 'wrong', attempts left }, { 'spent' } or { 'expired' }.
local record = KEYS[1]
local request, code, now = ARGV[1], ARGV[2], ARGV[3]
local ttl, max_attempts = tonumber(ARGV[4]), tonumber(ARGV[5])

local stored = redis.call('HMGET', record, 'code', 'sentAt', 'tries', 'result', 'checkedAt', 'tried')
if not stored[1] then
  return { 'expired' }
end
local tries, result, tried = tonumber(stored[3] or 0), stored[4], stored[6] or ','

-- `tried` lists the request IDs of the attempts in order, with a comma before and after each.
local before = string.find(tried, ',' .. request .. ',', 1, true)
if before then
  local _, try = string.gsub(string.sub(tried, 1, before), ',', ',')
  if result == 'right' and try == tries then
    return { 'right', tonumber(stored[5]) }
  end
  return { 'wrong', math.max(0, max_attempts - try) }
end

if math.abs(tonumber(now) - tonumber(stored[2])) >= ttl then
  return { 'expired' }
end
if result == 'right' or tries >= max_attempts then
  return { 'spent' }
end

tries = tries + 1
result = stored[1] == code and 'right' or 'wrong'
redis.call('HMSET', record, 'tries', tries, 'result', result, 'tried', tried .. request .. ',')
if result == 'right' then
  redis.call('HSET', record, 'checkedAt', now)
  return { result, tonumber(now) }
end
return { result, max_attempts - tries }
