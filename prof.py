import subprocess, sys, os, threading
from bench.service import *
from bench.reads import READ
from tests.servers.redis_server import RedisServer
from tests.servers.keeper import children
what=sys.argv[1]
with folder() as place, durable_postgres(place) as database, RedisServer(place/"redis") as redis:
    populate(place, database)
    import bench.service as bs
    orig=ServiceServer
    made=[]
    class S(ServiceServer):
        def __init__(self,*a,**k):
            super().__init__(*a,**k); made.append(self)
    bs.ServiceServer=S
    with service(place,"prof",database,REDIS_URL=redis.url,WORKERS="1") as (url,tokens):
        load(url, script(tokens,TRADES),place,4)
        analyze(database)
        text=script(tokens, TRADES if what=="trades" else READ.format(path=what))
        load(url,text,place,2)
        pid=made[0].pid
        kids=[int(x) for x in subprocess.run(["pgrep","-P",str(pid)],capture_output=True,text=True).stdout.split()]
        print(pid,kids)
        def spy():
            for k in kids:
                cmd=open(f"/proc/{k}/cmdline").read()
                if "resource_tracker" in cmd: continue
                subprocess.run([".venv/bin/py-spy","record","-r","400","-d","10","-g","-t","-F" if False else "-n" if False else "-f","raw","-o","/tmp/prof.raw","--pid",str(k)])
        t=threading.Thread(target=spy); t.start()
        m=load(url,text,place,13); print(m); t.join()
