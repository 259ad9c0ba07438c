-- Drops the code that a request stored, and gives its allowance back. Does nothing where another request came after it.
local record, address = KEYS[1], KEYS[2]
local request = ARGV[1]

if redis.call('HGET', record, 'request') ~= request then
  return 0
end
if redis.call('HINCRBY', record, 'sends', -1) < 1 then
  redis.call('DEL', record)
else
  redis.call('HDEL', record, 'request', 'code', 'sentAt', 'tries', 'result', 'checkedAt', 'tried')
end
if tonumber(redis.call('GET', address) or 0) > 0 then
  redis.call('DECR', address)
end
return 1
