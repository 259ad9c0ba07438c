-- Deletes the code that a request stored, and does not count its message. Does nothing if a newer request replaced it.
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
